using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Advance.Reporting.Document;

/// <summary>A document as one HTML file: nothing is loaded from anywhere, and it prints.</summary>
public static class HtmlOfDocument
{
    // Letters of all languages stay readable in the source; what has a meaning in HTML is always encoded.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Write(ReportDocument document)
    {
        var html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>").Append(Text(document.Title))
            .Append("</title>\n<style>\n").Append(Style.Css).Append("</style>\n</head>\n<body>\n<main>\n<header>\n")
            .Append(Element("h1", document.Title)).Append(Element("p", document.Subtitle, "subtitle")).Append("</header>\n");
        foreach (var block in document.Blocks) html.Append(Write(block));
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static string Write(Block block) => block switch
    {
        Heading heading => Element("h2", heading.Text),
        Paragraph paragraph => Element("p", paragraph.Text),
        FactsBlock facts => Facts(facts.Facts, "facts"),
        KeyFigures figures => KeyFiguresOf(figures),
        TableBlock table => TableOf(table),
        Notes notes => List("ul", notes.Items),
        Verification verification => $"<section class=\"verification\">\n{Facts(verification.Facts, "facts")}{List("ol", verification.Steps)}</section>\n",
        _ => throw new ArgumentException($"No form for {block.GetType().Name}.", nameof(block)),
    };

    private static string Facts(IEnumerable<(string Name, string Value)> facts, string kind) =>
        $"<dl class=\"{kind}\">\n{string.Concat(facts.Select(f => $"<div>{Inline("dt", f.Name)}{Inline("dd", f.Value)}</div>\n"))}</dl>\n";

    private static string KeyFiguresOf(KeyFigures block) => $"<ul class=\"key\">\n{string.Concat(block.Figures.Select(f =>
        $"<li>{Inline("span", f.Name, "name")}{Inline("strong", f.Value)}"
        + $"{Inline("span", f.Note is null ? f.Below : $"{f.Below}, {f.Note}", "below")}</li>\n"))}</ul>\n";

    private static string TableOf(TableBlock table)
    {
        var html = new StringBuilder("<table>\n").Append(Element("caption", table.Caption)).Append("<thead><tr>");
        for (var i = 0; i < table.Columns.Count; i++)
            html.Append("<th scope=\"col\"").Append(Numeric(table, i)).Append('>').Append(Text(table.Columns[i])).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr><th scope=\"row\">").Append(Text(row[0].Text)).Append("</th>");
            for (var i = 1; i < row.Count; i++) html.Append(Cell(row[i], table.Numeric.Contains(i)));
            html.Append("</tr>\n");
        }

        return html.Append("</tbody>\n</table>\n").ToString();
    }

    private static string Cell(Cell cell, bool isNumeric) => $"<td{Class(isNumeric, cell.IsMuted)}>{Text(cell.Text)}</td>";

    private static string Numeric(TableBlock table, int column) => Class(table.Numeric.Contains(column), false);

    private static string Class(bool isNumeric, bool isMuted) => (isNumeric, isMuted) switch
    {
        (true, true) => " class=\"n muted\"",
        (true, false) => " class=\"n\"",
        (false, true) => " class=\"muted\"",
        _ => "",
    };

    private static string List(string kind, IEnumerable<string> items) => $"<{kind}>\n{string.Concat(items.Select(i => Element("li", i)))}</{kind}>\n";

    private static string Element(string name, string text, string? kind = null) => Inline(name, text, kind) + "\n";

    private static string Inline(string name, string text, string? kind = null) => $"<{name}{(kind is null ? "" : $" class=\"{kind}\"")}>{Text(text)}</{name}>";

    private static string Text(string text) => Encoder.Encode(text);
}
