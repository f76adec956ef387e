namespace Advance.Verifier.Replay;

/// <summary>All figures of a cohort, in the order in which its report has them, and its tables.</summary>
public sealed class Sheet
{
    private static readonly string[] Columns = [Applications.Count, Applications.PlacesFilled];

    private sealed record Row(string Key, string Name, Applications.Application[] Applications);

    private sealed record Table(string View, string Caption, string RowsAre, Row[] Rows);

    private readonly Cohort cohort;
    private readonly Applications applications;
    private readonly Table[] tables;

    public Sheet(Cohort cohort)
    {
        this.cohort = cohort;
        applications = new(cohort);
        tables = cohort.Call is null ? [] :
        [
            new("institution", "By institution", "Institution", ByInstitution(cohort.Call)),
            new("career-stage", "By career stage", "Career stage", ByCareerStage()),
        ];
        Figures = [.. Frame(), .. applications.Figures(cohort), .. new Mentorships(cohort, applications).Figures(),
            .. Meetings.OfCircles(cohort), .. Meetings.OfGatherings(cohort), .. tables.SelectMany(Cells)];
    }

    public IReadOnlyList<Measure> Figures { get; }

    public Json Tables => Json.List(tables.Select(table => Json.Map(
        ("caption", Json.Quoted(table.Caption)), ("columns", Json.List(Columns.Select(Json.Quoted))),
        ("rows", Json.List(table.Rows.Select(row => Json.Map(
            ("cells", Json.List(Columns.Select(column => Json.Quoted(Key(column, table, row))))), ("name", Json.Quoted(row.Name)))))),
        ("rowsAre", Json.Quoted(table.RowsAre)))));

    private IEnumerable<Measure> Frame()
    {
        var call = cohort.Call;
        ulong[] by = call is null ? [] : [call.Seq];
        yield return Measure.OfNumber("places", "Places of the cohort", (long?)call?.Number("places"), by, "places");
        yield return new Measure("charter-version", "Charter version in force for the call", "text", "") { Text = call?.Text("charterVersion"), Seqs = by };
        yield return Measure.OfNumber("policy-version", "Version of the strand's policy", (long?)call?.Number("policyVersion"), by, "");
        var (deadline, released) = (cohort.Deadline, cohort.All("applications.decisions-released").FirstOrDefault());
        var both = deadline is not null && released is not null;
        yield return Measure.OfNumber("days-deadline-to-decision", "Days from the deadline to the release of decisions",
            both ? Math.Max(0, (released!.At - deadline!.Value.At).Days) : null, both ? [deadline!.Value.By.Seq, released!.Seq] : [], "days");
    }

    // Those that the call names, and any other that somebody applied from.
    private Row[] ByInstitution(Happened call)
    {
        var known = cohort.All("strands.institution-registered").GroupBy(e => e.Text("institutionId")).ToDictionary(g => g.Key, g => g.Last());
        return Rows(call.List("institutions").Union(applications.All.Select(a => a.Institution)), a => a.Institution,
            id => known.TryGetValue(id, out var e) ? (e.Text("key"), e.Text("name")) : (id, "Institution " + id));
    }

    private Row[] ByCareerStage() => Rows((cohort.Policy?["careerStages"]?.Items ?? []).Select(s => s.AsString ?? "")
        .Union(applications.All.Select(a => a.Stage)), a => a.Stage, stage => (stage, stage));

    private Row[] Rows(IEnumerable<string> ids, Func<Applications.Application, string> of, Func<string, (string Key, string Name)> named) =>
        [.. ids.Select(id => new Row(named(id).Key, named(id).Name, [.. applications.All.Where(a => of(a) == id)]))
            .OrderBy(r => r.Key, StringComparer.Ordinal)];

    private static IEnumerable<Measure> Cells(Table table) =>
        table.Rows.Select(row => Cell(table, row, Applications.Count, "Applications", a => a.Submitted)).Concat(
        table.Rows.Select(row => Cell(table, row, Applications.PlacesFilled, "Places filled", a => a.Standing == Applications.PlacesFilled ? a.Since : null)));

    private static Measure Cell(Table table, Row row, string column, string name, Func<Applications.Application, ulong?> seq) =>
        Measure.OfPersons(Key(column, table, row), $"{name}, {row.Name}", Applications.Units(row.Applications, seq)) with
        {
            View = table.View,
            Family = $"{column}.{table.View}",
            PartOf = column,
        };

    private static string Key(string column, Table table, Row row) => $"{column}.{table.View}.{row.Key}";
}
