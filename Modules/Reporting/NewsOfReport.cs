using System.Security.Claims;
using Advance.Contracts;
using Advance.Reporting.Timeline;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Reporting;

/// <summary>Events of one kind that came after a report, and the positions of the first and the last of them.</summary>
public record KindSince(string Kind, int Count, long First, long Last);

/// <summary>What the log has learned about a report's cohort since its position. <c>Until</c> is the last complete position.</summary>
public record NewsOfReport(Guid ReportId, long AsOf, long Until, Guid? SupersededBy, IReadOnlyList<KindSince> Kinds);

public static class NewsOfReportEndpoint
{
    /// <summary>
    /// What has been learned since a report was issued: the report stays as it is to the byte, this says what came later for its cohort, by
    /// kind of event. Events about one person count for staff only: for others they would tell apart who the report does not.
    /// </summary>
    [WolverineGet("/api/reports/{reportId}/since"), Authorize(Policies.Auditor)]
    public static async Task<NewsOfReport> Get(Guid reportId, IQuerySession session, ClaimsPrincipal user, CancellationToken cancel)
    {
        var report = Missing.Unless(await session.LoadAsync<Report>(reportId, cancel), "report");
        var until = await CohortLog.HighWaterMarkAsync(session, cancel);
        var successor = await session.Query<Report>().Where(r => r.Supersedes == reportId).OrderBy(r => r.ReportVersion).FirstOrDefaultAsync(cancel);
        var query = session.Query<TimelineEntry>().Where(e => e.CohortId == report.CohortId && e.Position > report.AsOf && e.Position <= until);
        if (!Caller.Of(user).IsStaff) query = query.Where(e => !e.IsAboutOnePerson);
        var later = await query.OrderBy(e => e.Position).Select(e => new { e.Kind, e.Position }).ToListAsync(cancel);
        return new(reportId, report.AsOf, until, successor?.Id, [.. later.GroupBy(e => e.Kind).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new KindSince(g.Key, g.Count(), g.First().Position, g.Last().Position))]);
    }
}
