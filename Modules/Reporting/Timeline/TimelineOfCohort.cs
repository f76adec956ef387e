using System.Globalization;
using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Reporting.Timeline;

/// <summary>
/// One event of a cohort. <c>Position</c> is its place in the log; <c>Counts</c> are numbers of persons and empty for all but staff.
/// </summary>
public record TimelineEntryView(Guid Id, long Position, DateTimeOffset RecordedAt, string Module, string Kind, string? Role, string Sentence,
    TimelineNature Nature, IReadOnlyDictionary<string, string> Facts, IReadOnlyDictionary<string, long> Counts)
{
    public static TimelineEntryView Of(TimelineEntry e, bool isForStaff) => new(e.Id, e.Position, e.RecordedAt, e.Module, e.Kind, e.Role,
        e.Sentence, e.Nature, e.Facts, isForStaff ? e.Counts : new Dictionary<string, long>());
}

public static class TimelineOfCohortEndpoint
{
    /// <summary>
    /// What was planned for a cohort and what happened, over all modules, in the order of the log; with <c>until</c> as it was at
    /// that position. Entries about one person are left out for all but staff.
    /// </summary>
    [WolverineGet("/api/cohorts/{cohortId}/timeline"), Authorize(Policies.Programme)]
    public static async Task<Page<TimelineEntryView>> Get(Guid cohortId, IQuerySession session, ClaimsPrincipal user,
        [FromQuery] string? after, [FromQuery] int? limit, [FromQuery] long? until, CancellationToken cancel)
    {
        var (most, from, isStaff) = (Paging.Limit(limit), Position(after), Caller.Of(user).IsStaff);
        Shape.Of((until < 1, "until", "Positions count from 1."));
        Missing.Unless(await session.Events.FetchStreamStateAsync(cohortId, cancel), "cohort");
        var query = session.Query<TimelineEntry>().Where(e => e.CohortId == cohortId && e.Position > from);
        if (until is not null) query = query.Where(e => e.Position <= until);
        if (!isStaff) query = query.Where(e => !e.IsAboutOnePerson);
        var found = await query.OrderBy(e => e.Position).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(e => TimelineEntryView.Of(e, isStaff))], most, e => e.Position);
    }

    private static long Position(string? after)
    {
        var position = 0L;
        Shape.Of((after is not null && !long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out position), "after",
            "This is not a cursor of this list."));
        return position;
    }
}
