using Advance.Contracts;

namespace Advance.Reporting.Figures;

/// <summary>A row of a table: a stable key, its name, and which applications are in it.</summary>
public sealed record TableRow(string Key, string Name, IReadOnlyList<ApplicationTrack> Applications);

/// <summary>Applications and places filled, divided by something.</summary>
public sealed record Table(string View, string Caption, string RowsAre, IReadOnlyList<TableRow> Rows)
{
    /// <summary>The columns are figures of their own, which are also the sums of the tables.</summary>
    public static readonly IReadOnlyList<string> Columns = [ApplicationFigures.Applications, ApplicationFigures.PlacesFilled];

    /// <summary>What the rows are of the table whose rows are named by keys.</summary>
    public const string CareerStage = "Career stage";

    /// <summary>By the institutions that take part in the call, and any other that somebody applied from.</summary>
    public static Table ByInstitution(CohortHistory history)
    {
        var known = history.All<InstitutionRegistered>().ToDictionary(e => e.Data.InstitutionId, e => e.Data);
        var ids = history.Call!.Data.Institutions.Concat(history.Applications.Select(a => a.InstitutionId)).Distinct();
        var rows = ids.Select(id => new TableRow(known.GetValueOrDefault(id)?.Key ?? id.ToString(),
            (known.GetValueOrDefault(id)?.Name ?? "Institution " + id).Normalize(), [.. history.Applications.Where(a => a.InstitutionId == id)]));
        return new("institution", "By institution", "Institution", [.. rows.OrderBy(r => r.Key, StringComparer.Ordinal)]);
    }

    /// <summary>By the career stages that may apply, and any other that somebody gave.</summary>
    public static Table ByCareerStage(CohortHistory history)
    {
        var stages = history.Call!.Data.Policy.CareerStages.Concat(history.Applications.Select(a => a.CareerStage)).Distinct();
        var rows = stages.Select(s => new TableRow(s.Normalize(), s.Normalize(), [.. history.Applications.Where(a => a.CareerStage == s)]));
        return new("career-stage", "By career stage", CareerStage, [.. rows.OrderBy(r => r.Key, StringComparer.Ordinal)]);
    }

    /// <summary>The key of the figure in a cell.</summary>
    public string CellOf(string column, TableRow row) => $"{column}.{View}.{row.Key}";

    public void AddCells(Sheet sheet)
    {
        foreach (var row in Rows)
        {
            Cell(ApplicationFigures.Applications, "Applications", row, row.Applications.Select(a => new Counted(a.Person, a.Submitted)));
        }

        foreach (var row in Rows)
        {
            Cell(ApplicationFigures.PlacesFilled, "Places filled", row, ApplicationFigures.Standing(row.Applications, ApplicationOutcome.HoldsAPlace));
        }

        void Cell(string column, string name, TableRow row, IEnumerable<Counted> counted) =>
            sheet.Persons(CellOf(column, row), $"{name}, {row.Name}", counted, family: $"{column}.{View}", partOf: column, view: View);
    }
}
