using System.Text;
using Advance.Contracts;
using Advance.Reporting.Disclosure;
using Advance.Reporting.Document;
using Advance.Reporting.Log;
using Advance.Reporting.Log.Server;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Reporting;

/// <summary>An issued report. <c>SupersededBy</c> is the later report that corrects it; its bytes stay the same.</summary>
public record ReportView(Guid Id, int Version, Guid CohortId, string Kind, long AsOf, string Digest, int ReportVersion, Guid? Supersedes,
    Guid? SupersededBy) : IVersioned
{
    public static ReportView Of(Report r, Guid? supersededBy) =>
        new(r.Id, r.Version, r.CohortId, r.Kind, r.AsOf, r.Digest, r.ReportVersion, r.Supersedes, supersededBy);
}

/// <summary>An event behind a figure.</summary>
public record EventBehindFigure(long Position, string Kind, DateTimeOffset RecordedAt);

public static class ReportsOfCohortEndpoint
{
    /// <summary>One issued report: where it is pinned, its digest, which one it supersedes and which one supersedes it.</summary>
    [WolverineGet("/api/reports/{reportId}"), Authorize(Policies.Auditor)]
    public static async Task<ReportView> Get(Guid reportId, IQuerySession session, CancellationToken cancel)
    {
        var report = Missing.Unless(await session.LoadAsync<Report>(reportId, cancel), "report");
        var successor = await session.Query<Report>().Where(r => r.Supersedes == reportId).OrderBy(r => r.ReportVersion).FirstOrDefaultAsync(cancel);
        return ReportView.Of(report, successor?.Id);
    }

    /// <summary>The reports of a cohort in the order in which they were issued; a page begins behind the version in <c>after</c>.</summary>
    [WolverineGet("/api/cohorts/{cohortId}/reports"), Authorize(Policies.Auditor)]
    public static async Task<Page<ReportView>> List(Guid cohortId, IQuerySession session, [FromQuery] int? after, [FromQuery] int? limit,
        CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), after ?? 0);
        var all = await session.Query<Report>().Where(r => r.CohortId == cohortId).OrderBy(r => r.ReportVersion).ToListAsync(cancel);
        var successors = all.Where(r => r.Supersedes is not null).ToLookup(r => r.Supersedes, r => (Guid?)r.Id);
        var views = all.Where(r => r.ReportVersion > from).Take(most + 1).Select(r => ReportView.Of(r, successors[r.Id].FirstOrDefault()));
        return Paging.Of([.. views], most, r => r.ReportVersion);
    }

    /// <summary>The report itself: canonical JSON, byte for byte what the digest in the log was taken of.</summary>
    [WolverineGet("/api/reports/{reportId}.json"), Authorize(Policies.Auditor)]
    public static async Task<IResult> Json(Guid reportId, IQuerySession session, CancellationToken cancel) =>
        Results.Bytes(Encoding.UTF8.GetBytes((await TextOfAsync(reportId, session, cancel)).Json), "application/json");

    /// <summary>The report to read and to print: one HTML file that loads nothing.</summary>
    [WolverineGet("/api/reports/{reportId}.html"), Authorize(Policies.Auditor)]
    public static async Task<IResult> Html(Guid reportId, Issuing issuing, CancellationToken cancel) =>
        Results.Bytes(Missing.Unless(await issuing.FileAsync(reportId, Bundle.Html, cancel), "report"), "text/html; charset=utf-8");

    /// <summary>The events behind a figure that the report shows; a figure that is not shown as it is has none (404).</summary>
    [WolverineGet("/api/reports/{reportId}/figures/{key}/events"), Authorize(Policies.Auditor)]
    public static async Task<Page<EventBehindFigure>> Events(Guid reportId, string key, IQuerySession session, [FromQuery] long? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), after ?? 0);
        var report = ReportJson.Read((await TextOfAsync(reportId, session, cancel)).Json);
        var figure = report.Figures.FirstOrDefault(f => f.Key == key && f is { State: FigureState.Exact, Events: not null });
        var positions = Missing.Unless(figure, "shown figure").Events!.Where(p => p > from).Take(most + 1).ToArray();
        var events = await session.Events.QueryAllRawEvents().Where(e => e.Sequence.IsOneOf(positions)).OrderBy(e => e.Sequence).ToListAsync(cancel);
        return Paging.Of([.. events.Select(e => new EventBehindFigure(e.Sequence, e.EventTypeName, e.Timestamp.ToUniversalTime()))], most, e => e.Position);
    }

    // What is handed out is what was issued, or nothing.
    private static async Task<(string Json, string Digest)> TextOfAsync(Guid reportId, IQuerySession session, CancellationToken cancel)
    {
        var report = Missing.Unless(await session.LoadAsync<Report>(reportId, cancel), "report");
        var text = Missing.Unless(await session.LoadAsync<ReportText>(reportId, cancel), "report").Json;
        return ReportJson.DigestOf(text) == report.Digest ? (text, report.Digest)
            : throw new InvalidOperationException("The stored text of a report is not the one that was issued.");
    }
}
