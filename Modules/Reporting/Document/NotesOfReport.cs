using System.Globalization;
using Advance.Reporting.Disclosure;

namespace Advance.Reporting.Document;

/// <summary>What a reader must know: what is withheld and why, which rules are assumptions, and how to check the report.</summary>
public static class NotesOfReport
{
    public static IReadOnlyList<string> Of(ReportContent r)
    {
        var k = Wording.Number(r.Threshold);
        List<string> notes =
        [
            $"“<{k}” stands for 1 to {Wording.Number(r.Threshold - 1)} persons; nobody at all is shown as 0.",
            $"“{Wording.Hidden}” stands where the number, alone or subtracted from another, would show a group of fewer than {k} persons. "
                + "It may itself be larger, or in a table 0. Numbers of places, circles, sessions and gatherings are not about persons and always exact.",
            "Every figure that is shown names the positions in the log of the events behind it; rows of the tables by institution and career stage do not, "
                + "because the lists of both, laid side by side, would show small groups. Shares are rounded to a tenth of a per cent.",
            "A mentorship that ended early is neither failure nor blame; who ended it is not recorded.",
        ];
        if (r.Figures.Any(f => f.State == FigureState.Earlier))
            notes.Add("“*” marks a value of an earlier report that stands, because the change since then concerns fewer than "
                + $"{k} persons; its position is given.");
        if (r.ComparedWith.Count > 0)
            notes.Add($"Compared with the reports issued before, at {(r.ComparedWith.Count == 1 ? "position" : "positions")} "
                + $"{Wording.Positions(r.ComparedWith)}.");
        if (r.Assumed.Count > 0)
            notes.Add("These rules of the strand are assumptions of the programme office, not published ones: "
                + $"{string.Join(", ", r.Assumed.Select(Wording.Words))}.");
        notes.Add("Gatherings for the whole programme are not counted in a cohort's report.");
        return notes;
    }

    public static Verification VerificationOf(ReportContent r, string digest) => new(
        [
            ("Report", r.ReportId.ToString()),
            ("Position in the log", Wording.Number(r.Position)),
            ("Digest of report.json (SHA-256)", digest),
            ("Definition of the figures", $"version {Wording.Number(r.Definition)}"),
        ],
        [
            $"Believe nobody: ask for the bundle of this report, /api/reports/{r.ReportId}/bundle, unpack it, and run “advance-verify FOLDER” "
                + "on a machine of your own, without network. It answers “valid” only if exactly this report, this page included, was recorded in "
                + "the log, and nothing before it was rewritten since the report before.",
            "Compare the key that it prints with the key of the log as published by the programme, or in the committee's minutes.",
            "Are these the right numbers? With the exported log, “advance-verify FOLDER --log FILE” writes the report a second time from "
                + "the recorded events and compares every byte.",
            $"What has been recorded since: /api/reports/{r.ReportId}/since. The events behind a figure: /api/reports/{r.ReportId}/figures/…/events.",
            "What no check can show: whether what people entered was true, and whether all that happened was entered.",
        ]);

    /// <summary>A day as it is read: 15 January 2027.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Minute(DateTimeOffset at) => at.UtcDateTime.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
}
