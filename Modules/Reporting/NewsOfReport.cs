using System.Security.Claims;
using Advance.Contracts;
using Advance.Reporting.Document;
using Advance.Reporting.Timeline;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Reporting;

/// <summary>Events of one kind that came after a report: what each says, the positions of the first and the last, and when those were recorded.</summary>
public record KindSince(string Kind, string Sentence, int Count, long First, long Last, DateTimeOffset FirstRecordedAt, DateTimeOffset LastRecordedAt);

/// <summary>
/// What the log has learned about a report's cohort since its position. <c>Until</c> is the last complete position; <c>Says</c> is the same
/// in sentences, for whoever reads it.
/// </summary>
public record NewsOfReport(Guid ReportId, long AsOf, long Until, Guid? SupersededBy, IReadOnlyList<string> Says, IReadOnlyList<KindSince> Kinds)
{
    /// <summary>The news in sentences: what the report is, what takes its place, what came since, and what is not said here.</summary>
    public static IReadOnlyList<string> InSentences(Report report, DateTimeOffset recordedUntil, Report? successor, IReadOnlyList<KindSince> kinds,
        bool isForStaff)
    {
        var (count, last) = (kinds.Sum(k => k.Count), kinds.MaxBy(k => k.Last));
        return
        [
            $"This report says what was recorded up to position {Wording.Number(report.AsOf)}, {NotesOfReport.Minute(recordedUntil)} UTC. "
                + "It stays as it was issued, to the byte.",
            successor is null ? "No later report of this cohort has taken its place."
                : $"A later report, version {Wording.Number(successor.ReportVersion)} of position {Wording.Number(successor.AsOf)}, "
                    + $"has taken its place: {successor.Id}.",
            last is null ? $"Since then nothing{(isForStaff ? "" : " that is shown to you")} was recorded for the cohort."
                : $"Since then {Wording.Number(count)} {(count == 1 ? "event was" : "events were")} recorded for the cohort, "
                    + $"the last at position {Wording.Number(last.Last)}, {NotesOfReport.Minute(last.LastRecordedAt)} UTC.",
            .. isForStaff ? Array.Empty<string>()
                : ["Events about single persons are not counted here, because beside the report they would show who is behind a figure. "
                    + "Whether one of them changed a figure is seen in the next report."],
        ];
    }
}

public static class NewsOfReportEndpoint
{
    /// <summary>
    /// What has been learned since a report was issued: the report stays as it is to the byte, this says what came later for its cohort, in
    /// sentences and by kind of event. Events about one person count for staff only: for others they would tell apart who the report does not.
    /// </summary>
    [WolverineGet("/api/reports/{reportId}/since"), Authorize(Policies.Auditor)]
    public static async Task<NewsOfReport> Get(Guid reportId, IQuerySession session, ClaimsPrincipal user, CancellationToken cancel)
    {
        var report = Missing.Unless(await session.LoadAsync<Report>(reportId, cancel), "report");
        var (until, isStaff) = (await CohortLog.HighWaterMarkAsync(session, cancel), Caller.Of(user).IsStaff);
        var successor = await session.Query<Report>().Where(r => r.Supersedes == reportId).OrderBy(r => r.ReportVersion).FirstOrDefaultAsync(cancel);
        var itsOwn = (await session.Events.FetchStreamAsync(reportId, token: cancel))[0].Id; // that it was issued is no news of it
        var query = session.Query<TimelineEntry>()
            .Where(e => e.CohortId == report.CohortId && e.Position > report.AsOf && e.Position <= until && e.Id != itsOwn);
        if (!isStaff) query = query.Where(e => !e.IsAboutOnePerson);
        var later = await query.OrderBy(e => e.Position).Select(e => new { e.Kind, e.Sentence, e.Position, e.RecordedAt }).ToListAsync(cancel);
        KindSince[] kinds = [.. later.GroupBy(e => e.Kind).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new KindSince(g.Key, g.First().Sentence, g.Count(),
            g.First().Position, g.Last().Position, g.First().RecordedAt, g.Last().RecordedAt))];
        var recorded = await CohortLog.RecordedUntilAsync(session, report.AsOf, cancel);
        return new(reportId, report.AsOf, until, successor?.Id, NewsOfReport.InSentences(report, recorded, successor, kinds, isStaff), kinds);
    }
}
