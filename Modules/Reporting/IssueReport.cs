using Advance.Contracts;
using Advance.Reporting.Document;
using Advance.Reporting.Log.Server;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Reporting;

public record IssueReport(Guid CohortId, string Kind, long? AsOf = null);

/// <summary>
/// Issue a report on a cohort, pinned to a position of the log: the one that is asked for, else the last complete one, which is
/// waited for so that it covers all that was recorded before the question. The same
/// cohort, kind and position give the same report: asked again, it is answered with the one that exists. A report at a later
/// position supersedes the one before it, which stays as it is (rule R1).
/// Refused with <c>position-in-the-future</c>, <c>cohort-not-yet-planned</c>, <c>too-many-reports</c>.
/// </summary>
public static class IssueReportEndpoint
{
    /// <summary>The most reports of one cohort: each one is compared with all before it.</summary>
    public const int MostReports = 100;

    /// <summary>How long a report waits for transactions that are still under way; then it covers what is complete.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void Validate(IssueReport command) => Shape.Of(
        (command.Kind != Report.CohortAudit, "kind", $"The kinds of reports are: {Report.CohortAudit}."),
        (command.AsOf < 1, "asOf", "Positions count from 1."));

    [WolverinePost("/api/reports"), Authorize(Policies.Staff)]
    public static async Task<Created> Post(IssueReport command, IDocumentSession session, Issuing issuing, CancellationToken cancel)
    {
        if (command.AsOf is null) await CohortLog.CompleteAsync(session, Patience, cancel);
        await session.HoldAsync($"reports-of:{command.CohortId:N}", cancel); // each report is compared with all before it
        Missing.Unless(await session.Events.FetchStreamStateAsync(command.CohortId, cancel), "cohort");
        var mark = await CohortLog.HighWaterMarkAsync(session, cancel);
        var earlier = await session.Query<Report>().Where(r => r.CohortId == command.CohortId).OrderBy(r => r.ReportVersion).ToListAsync(cancel);
        var asOf = command.AsOf ?? mark;
        if (earlier.FirstOrDefault(r => r.AsOf == asOf) is { } existing) return new(existing.Id);

        var settled = asOf <= mark ? await issuing.PlaceAsync(asOf, cancel) : null;
        var compared = earlier.Select(r => r.AsOf).ToList();
        var log = await CohortLog.ReadAsync(session, command.CohortId, Math.Min(mark, compared.Append(asOf).Max()), cancel);
        var plannedAt = log.FirstOrDefault(e => e.Data is CohortPlanned planned && planned.CohortId == command.CohortId)?.Seq;
        CheckPosition(asOf, mark, plannedAt, earlier.Count);
        var content = ReportContent.Of(log, command.CohortId, asOf, compared, await CohortLog.RecordedUntilAsync(session, asOf, cancel));
        // What was read is what these leaves hold: had an earlier event become visible meanwhile, it would have a leaf by now.
        var place = await issuing.PlaceAsync(asOf, cancel);
        if (settled?.Leaves != place.Leaves) throw new TimeoutException("The log has just learned of an earlier event.");
        content = content with { Leaves = place.Leaves };
        var text = ReportJson.Write(content);
        session.Insert(new ReportText { Id = content.ReportId, Json = text });
        session.Events.StartStream<Report>(content.ReportId,
            await issuing.IssueAsync(Decide(content, ReportJson.DigestOf(text), earlier), text, place, session, cancel));
        return new(content.ReportId);
    }

    public static void CheckPosition(long asOf, long highWaterMark, long? plannedAt, int reportsSoFar)
    {
        Refused.When(asOf > highWaterMark, "position-in-the-future", "The log does not reach this position yet.");
        Refused.When(plannedAt is null || plannedAt > asOf, "cohort-not-yet-planned", "At this position of the log the cohort was not planned yet.");
        Refused.When(reportsSoFar >= MostReports, "too-many-reports", "This cohort has as many reports as one may have.");
    }

    public static ReportIssued Decide(ReportContent content, string digest, IReadOnlyList<Report> earlier) =>
        new(content.ReportId, content.Cohort.Id, content.Kind, content.Position, digest, earlier.Count + 1,
            earlier.MaxBy(r => r.AsOf) is { } latest && latest.AsOf < content.Position ? latest.Id : null);
}
