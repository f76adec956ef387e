using System.Globalization;

namespace Advance.Contracts;

/// <summary>Languages of the programme: in which matching explains itself and guides are written.</summary>
public static class Languages
{
    public const string English = "en", French = "fr", German = "de";

    public static readonly IReadOnlyList<string> All = [English, French, German];

    /// <summary>The language asked for by name; else the first known one of Accept-Language (RFC 9110) by its quality; else English.</summary>
    public static string Of(string? lang, string? acceptLanguage)
    {
        Shape.Of((lang is not null && !All.Contains(lang), "lang", $"Languages are {string.Join(", ", All)}."));
        return lang ?? Accepted(acceptLanguage).FirstOrDefault(All.Contains) ?? English;
    }

    private static IEnumerable<string> Accepted(string? header) => (header ?? "").Split(',', 20)
        .Select(range => range.Split(';'))
        .Select(range => (Tag: range[0].Trim().ToLowerInvariant().Split('-')[0], Quality: QualityOf(range)))
        .Where(range => range.Quality > 0).OrderByDescending(range => range.Quality).Select(range => range.Tag);

    /// <summary>In thousandths.</summary>
    private static int QualityOf(string[] range) => range.Select(p => p.Trim()).FirstOrDefault(p => p.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
        is { } q ? decimal.TryParse(q[2..], CultureInfo.InvariantCulture, out var value) ? (int)(value * 1000) : 0 : 1000;
}
