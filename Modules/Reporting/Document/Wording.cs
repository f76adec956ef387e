using System.Globalization;
using Advance.Reporting.Disclosure;

namespace Advance.Reporting.Document;

/// <summary>Figures in words; always in the invariant culture, so that a reader's machine changes nothing.</summary>
public static class Wording
{
    public const string Hidden = "withheld";

    /// <summary>What is shown of a figure: a number, "a of b", a share, "&lt;5", "withheld", or nothing yet.</summary>
    public static string Value(Figure f, int threshold) => f.State switch
    {
        FigureState.BelowThreshold => $"<{Number(threshold)}{(f.Of is null ? "" : $" of {Number(f.Of)}")}",
        FigureState.Withheld => Hidden,
        FigureState.Earlier => Plain(f) + "*",
        _ => Plain(f),
    };

    /// <summary>The share in per cent with one decimal, rounded half up in integers; empty for what is no share or shares nothing.</summary>
    public static string PerCent(Figure f)
    {
        var (part, whole) = f.Kind == FigureKind.Share ? (f.Numerator, f.Denominator) : (f.Value, f.Of);
        if (part is null || whole is null or 0 || f.State is FigureState.BelowThreshold or FigureState.Withheld) return "";
        var perMille = ((2000 * part) + whole) / (2 * whole);
        return string.Create(CultureInfo.InvariantCulture, $"{perMille / 10}.{perMille % 10} %");
    }

    /// <summary>Positions in the log, runs of them as ranges.</summary>
    public static string Positions(IReadOnlyList<long>? events)
    {
        if (events is null or []) return "";
        List<(long From, long To)> runs = [];
        foreach (var seq in events)
        {
            if (runs.Count > 0 && runs[^1].To + 1 == seq) runs[^1] = (runs[^1].From, seq);
            else runs.Add((seq, seq));
        }

        return string.Join(", ", runs.Select(r => r.From == r.To ? Number(r.From) : $"{Number(r.From)}–{Number(r.To)}"));
    }

    /// <summary>A day of the canonical report as it is read; what is no day stays as it is.</summary>
    public static string? Date(string? day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var d) ? NotesOfReport.Day(d) : day;

    /// <summary>A key in words: senior-doctoral-candidate is read as Senior doctoral candidate.</summary>
    public static string Key(string key) => key.Length == 0 ? key : char.ToUpperInvariant(key[0]) + key[1..].Replace('-', ' ');

    /// <summary>The name of a rule in words: envisionedMeetings is read as envisioned meetings.</summary>
    public static string Words(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? $" {char.ToLowerInvariant(c)}" : c.ToString()));

    public static string Number(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Plain(Figure f) => f switch
    {
        { Kind: FigureKind.Text } => f.Text ?? "none yet",
        { Kind: FigureKind.Share } => $"{Number(f.Numerator)} of {Number(f.Denominator)}",
        { Value: null } => "none yet",
        { Kind: FigureKind.Number, Of: 0 } => "none planned",
        { Of: not null } => $"{Number(f.Value)} of {Number(f.Of)}",
        _ => Number(f.Value),
    };
}
