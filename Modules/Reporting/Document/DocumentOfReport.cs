using Advance.Contracts;
using Advance.Reporting.Disclosure;
using Advance.Reporting.Figures;

namespace Advance.Reporting.Document;

/// <summary>Lays a report out for a committee that has ten minutes: what counts first, then the tables, then how to check it.</summary>
public static class DocumentOfReport
{
    private static readonly (string Title, string[] Keys)[] Sections =
    [
        ("Call and selection", ["places", "applications", "eligible", "ineligible", "selected", "places-filled", "mentees", "waitlisted", "declined-merit",
            "declined-capacity", "withdrawn", "undecided", "days-deadline-to-decision", "charter-version", "policy-version"]),
        ("Matching and mentorships", ["proposed", "accepted-first-time", "proposals-refused", "days-to-match", "unmatched", MatchingFigures.Formed,
            "cross-institution", "agreed-promptly", "met-promptly", "meetings-counted", "completed", "ended-early", "mentors-proposed", "mentors-serving",
            "mentors-of-several", "mentor-room"]),
        ("Circles", ["circles", "circles-completed", "circle-mentees", "circle-mentors", "sessions-held", "session-seats", "session-attendance"]),
        ("Gatherings", ["gatherings-held", "gatherings-cancelled", "gathering-registrations", "gathering-shows", "gathering-no-shows",
            "gathering-attendances"]),
    ];

    private static readonly string[] Keys = ["applications", "places-filled", MatchingFigures.Formed, "meetings-counted", "sessions-held", "gatherings-held"];

    public static ReportDocument Of(ReportContent r, string digest)
    {
        var figures = r.Figures.ToDictionary(f => f.Key);
        List<Block> blocks =
        [
            new FactsBlock(Facts(r)),
            new KeyFigures([.. Keys.Where(figures.ContainsKey).Where(k => Concerns(figures[k], r)).Select(k => Key(figures[k], r.Threshold))]),
            new Heading("What was planned and what happened"),
            new TableBlock("Milestones; days in UTC", ["Milestone", "Planned", "Happened", "Log positions"],
                [.. r.Milestones.Select(m => Row(m.What, Wording.Date(m.Planned) ?? "–", Wording.Date(m.Happened) ?? "not yet", Wording.Positions(m.Events)))],
                new HashSet<int>()),
        ];
        foreach (var (title, keys) in Sections) AddSection(blocks, title, [.. keys.Where(figures.ContainsKey).Select(k => figures[k])], r);
        if (r.Tables.Count > 0) blocks.Add(new Heading("Where applicants come from"));
        blocks.AddRange(r.Tables.Select(t => TableOf(t, figures, r.Threshold)));
        blocks.Add(new Heading("How to read this report"));
        blocks.Add(new Notes(NotesOfReport.Of(r)));
        blocks.Add(new Heading("Verification"));
        blocks.Add(NotesOfReport.VerificationOf(r, digest));
        return new($"Audit report: {r.Cohort.Strand}, cohort {r.Cohort.Key}",
            $"Pinned to position {Wording.Number(r.Position)} of the log, last recorded {NotesOfReport.Minute(r.RecordedUntil)} UTC", blocks);
    }

    private static IReadOnlyList<(string, string)> Facts(ReportContent r) =>
    [
        ("Programme", "ADVANCE mentoring programme, University of Luxembourg"),
        ("Strand", $"{r.Cohort.Strand} ({(r.Cohort.Format == StrandFormat.Circle ? "circles" : "one-on-one")})"),
        ("Cohort", $"{r.Cohort.Key}, {NotesOfReport.Day(r.Cohort.StartsOn)} to {NotesOfReport.Day(r.Cohort.EndsOn)}"),
        ("For", "Steering committee"),
    ];

    // A circle cohort has no mentorships of its own: what does not concern it is not among the first numbers.
    private static bool Concerns(Figure f, ReportContent r) =>
        r.Cohort.Format == StrandFormat.OneOnOne || f.Key is not (MatchingFigures.Formed or "meetings-counted");

    private static void AddSection(List<Block> blocks, string title, IReadOnlyList<Figure> figures, ReportContent r)
    {
        if (figures.Count == 0 || (title.StartsWith("Matching", StringComparison.Ordinal) && r.Cohort.Format == StrandFormat.Circle
            && figures.All(f => f.State == FigureState.Exact && f is { Value: 0 or null, Numerator: 0 or null }))) return;
        blocks.Add(new Heading(title));
        blocks.Add(new TableBlock($"{title}: figures and the events behind them", ["Figure", "Value", "Share", "Unit", "Log positions"],
            [.. figures.Select(f => RowOf(f, r.Threshold))], new HashSet<int> { 1, 2 }));
    }

    private static IReadOnlyList<Cell> RowOf(Figure f, int threshold) =>
    [
        new(f.Name), new(Wording.Value(f, threshold), f.State != FigureState.Exact), new(Wording.PerCent(f)), new(f.UnitName),
        f.State == FigureState.Exact ? new(Wording.Positions(f.Events))
            : new(f.State == FigureState.Earlier ? $"as of {Wording.Number(f.Since)}" : "not shown", true),
    ];

    private static KeyFigure Key(Figure f, int threshold) => new(f.Name, Wording.Value(f, threshold), f.UnitName,
        f.State is FigureState.BelowThreshold or FigureState.Withheld ? $"protects fewer than {Wording.Number(threshold)} persons, see below"
            : Wording.PerCent(f) is { Length: > 0 } share ? share : null);

    private static TableBlock TableOf(TableOfReport t, Dictionary<string, Figure> figures, int threshold)
    {
        Cell Show(string key) => new(Wording.Value(figures[key], threshold), figures[key].State != FigureState.Exact);
        // Career stages are keys of the programme's policy; institutions have names.
        var isOfKeys = t.RowsAre == Table.CareerStage;
        var rows = t.Rows.Select(r => (IReadOnlyList<Cell>)[new(isOfKeys ? Wording.Key(r.Name) : r.Name), .. r.Cells.Select(Show)]).ToList();
        rows.Add([new("All"), .. t.Columns.Select(c => Show(c) with { Text = Wording.Value(figures[c] with { Of = null }, threshold) })]);
        return new(t.Caption, [t.RowsAre, .. t.Columns.Select(c => figures[c].Name)], rows, Enumerable.Range(1, t.Columns.Count).ToHashSet());
    }

    private static IReadOnlyList<Cell> Row(params string[] cells) => [.. cells.Select(c => new Cell(c, c is "–" or "not yet"))];
}
