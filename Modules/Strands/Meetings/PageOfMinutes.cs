using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Advance.Strands;

/// <summary>Minutes as one HTML file: nothing is loaded from anywhere, and it prints.</summary>
public static class PageOfMinutes
{
    // Letters of all languages stay readable in the source; what has a meaning in HTML is always encoded.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Css = """
        body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 "Inter", "Noto Sans", "Segoe UI", sans-serif; color: #1b1f24; }
        table { width: 100%; border-collapse: collapse; }
        th, td { text-align: left; padding: .35rem .5rem; border-bottom: 1px solid #d0d7de; vertical-align: top; }
        caption { text-align: left; color: #57606a; } h1, h2 { line-height: 1.25; } @page { size: A4; margin: 18mm 16mm; }
        """;

    public static string Write(MinutesOfMeeting minutes)
    {
        var title = $"Minutes: {minutes.Committee}";
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>").Append(Text(title))
            .Append("</title>\n<style>\n").Append(Css).Append("\n</style>\n</head>\n<body>\n<h1>").Append(Text(title)).Append("</h1>\n");
        if (!minutes.IsFinal) html.Append("<p>The meeting is not closed; these minutes are not final.</p>\n");
        foreach (var sitting in minutes.Sittings) Write(html, sitting);
        html.Append(CultureInfo.InvariantCulture, $"<p>Recusals: {minutes.Recusals}.</p>\n<h2>Resolutions</h2>\n");
        if (minutes.Resolutions.Count == 0) html.Append("<p>None.</p>\n");
        foreach (var resolution in minutes.Resolutions) Write(html, resolution);
        return html.Append("</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder html, SittingInMinutes s)
    {
        var quorum = s.Present >= s.Needed ? "a quorum was present" : "no quorum was present";
        html.Append(CultureInfo.InvariantCulture, $"<h2>{s.On:yyyy-MM-dd}</h2>\n")
            .Append(CultureInfo.InvariantCulture, $"<p>{s.Present} of {s.Mandates} members were present; {s.Needed} were needed: {quorum}.</p>\n")
            .Append("<table>\n<caption>Present by institution</caption>\n<thead><tr><th>Institution</th><th>Present</th>")
            .Append("<th>Representing the partners</th></tr></thead>\n<tbody>\n");
        foreach (var i in s.Institutions)
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(i.Name)}</td><td>{i.Present}</td><td>{i.RepresentPartners}</td></tr>\n");
        html.Append("</tbody>\n</table>\n");
    }

    private static void Write(StringBuilder html, ResolutionInMinutes r)
    {
        var concerns = string.Concat(r.Cohort is null ? "" : $" Cohort {r.Cohort}.", r.Strand is null ? "" : $" Strand {r.Strand}.");
        var votes = r.Votes is { } v ? $"{v.For} for, {v.Against} against, {v.Abstained} abstained" : "carried without a count of votes";
        html.Append(CultureInfo.InvariantCulture, $"<h3>{Text(r.Number)}</h3>\n<p>{Text(r.Subject)}.{Text(concerns)}</p>\n")
            .Append(CultureInfo.InvariantCulture, $"<p>{r.On:yyyy-MM-dd}: {votes}; {r.Deciding} of {r.Mandates} could decide, {r.Needed} were needed, ")
            .Append(CultureInfo.InvariantCulture, $"{r.Recused} recused.</p>\n");
    }

    private static string Text(string text) => Encoder.Encode(text);
}
