using Advance.Contracts;
using Advance.Reporting.Disclosure;

namespace Advance.Reporting.Figures;

/// <summary>
/// The figures of a cohort, as far as the events of Contracts tell them, in the order of their importance: disclosure control
/// shows the earlier of two that cannot stand beside each other.
/// </summary>
public static class CohortFigures
{
    public static IReadOnlyList<Measured> Of(CohortHistory history)
    {
        var sheet = new Sheet();
        Frame(sheet, history);
        ApplicationFigures.Add(sheet, history);
        MatchingFigures.Add(sheet, history);
        CircleFigures.Add(sheet, history);
        GatheringFigures.Add(sheet, history);
        foreach (var table in Tables(history)) table.AddCells(sheet);
        return sheet.Figures;
    }

    /// <summary>The tables of the report: applications and places filled, by institution and by career stage.</summary>
    public static IReadOnlyList<Table> Tables(CohortHistory history) => history.Call is null
        ? []
        : [Table.ByInstitution(history), Table.ByCareerStage(history)];

    private static void Frame(Sheet sheet, CohortHistory history)
    {
        var call = history.Call;
        long[] callSeq = call is null ? [] : [call.Seq];
        sheet.Number("places", "Places of the cohort", call?.Data.Places, callSeq, "places");
        sheet.Text("charter-version", "Charter version in force for the call", call?.Data.CharterVersion, callSeq);
        sheet.Number("policy-version", "Version of the strand's policy", call?.Data.PolicyVersion, callSeq);
        sheet.Number("days-deadline-to-decision", "Days from the deadline to the release of decisions",
            DaysToDecision(history, out var events), events, "days");
    }

    // Whole days, counted by full periods of 24 hours; a release before the deadline counts 0.
    private static long? DaysToDecision(CohortHistory history, out IReadOnlyList<long> events)
    {
        var (deadline, released) = (history.Deadline, history.First<DecisionsReleased>());
        events = deadline is null || released is null ? [] : [deadline.Seq, released.Seq];
        return deadline is null || released is null ? null : Math.Max(0, (released.At - deadline.Data).Days);
    }
}
