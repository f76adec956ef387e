using System.Text.Json.Serialization;
using Advance.Contracts;
using Advance.Reporting.Disclosure;
using Advance.Reporting.Figures;

namespace Advance.Reporting.Document;

/// <summary>The cohort that a report is about.</summary>
public sealed record CohortOfReport(Guid Id, string Key, string Strand, StrandFormat Format, DateOnly StartsOn, DateOnly EndsOn);

/// <summary>A cell of a table is a figure, named by its key.</summary>
public sealed record RowOfReport(string Name, IReadOnlyList<string> Cells);

/// <summary>A table over figures; its columns are named by the keys of the figures that are their sums.</summary>
public sealed record TableOfReport(string Caption, string RowsAre, IReadOnlyList<string> Columns, IReadOnlyList<RowOfReport> Rows);

/// <summary>
/// What a report says; its canonical JSON is the report. Nothing in it comes from a clock, and nothing but the log decides it:
/// <c>Position</c> and <c>ComparedWith</c> (the positions of the reports issued before, in that order) and the events up to them.
/// </summary>
public sealed record ReportContent(int Definition, string Kind, Guid ReportId,
    [property: JsonPropertyName("asOf")] long Position, DateTimeOffset RecordedUntil, CohortOfReport Cohort,
    int Threshold, IReadOnlyList<long> ComparedWith, IReadOnlyList<Milestone> Milestones, IReadOnlyList<Figure> Figures,
    IReadOnlyList<TableOfReport> Tables, IReadOnlyList<string> Assumed)
{
    /// <summary>The version of what a report contains and how its figures are defined; a change of either counts it up.</summary>
    public const int CurrentDefinition = 1;

    /// <summary>How many leaves of the verifiable log it counts: all those of events up to its position in the store.</summary>
    [JsonPropertyName("position")]
    public long Leaves { get; init; }

    /// <summary>The report of a cohort at a position; its id follows from both, so the same report cannot be issued twice.</summary>
    public static ReportContent Of(IReadOnlyList<Logged> log, Guid cohortId, long position, IReadOnlyList<long> comparedWith,
        DateTimeOffset recordedUntil)
    {
        var control = new DisclosureControl();
        foreach (var earlier in comparedWith) control.Publish(earlier, CohortFigures.Of(new(log, cohortId, earlier)));
        var history = new CohortHistory(log, cohortId, position);
        var plan = history.Plan!.Data;
        var strand = history.All<StrandDefined>().LastOrDefault(e => e.Data.StrandId == plan.StrandId)?.Data.Name ?? plan.StrandId.ToString();
        return new(CurrentDefinition, Report.CohortAudit, IdOf(cohortId, position), position, recordedUntil,
            new(cohortId, plan.Key, strand.Normalize(), plan.Format, plan.StartsOn, plan.EndsOn), DisclosureControl.Threshold, comparedWith,
            Milestone.Of(history), control.Publish(position, CohortFigures.Of(history)), [.. CohortFigures.Tables(history).Select(TableOf)],
            [.. (history.Call?.Data.Policy.Assumed ?? []).Select(a => a.Normalize()).Order(StringComparer.Ordinal)]);
    }

    public static Guid IdOf(Guid cohortId, long position) => Ids.Of(FormattableString.Invariant($"report-{CurrentDefinition}-{position}"), cohortId);

    private static TableOfReport TableOf(Table table) => new(table.Caption, table.RowsAre, Table.Columns,
        [.. table.Rows.Select(row => new RowOfReport(row.Name, [.. Table.Columns.Select(column => table.CellOf(column, row))]))]);
}
