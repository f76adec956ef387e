using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Events;

/// <summary>Somebody's registration; <c>Position</c> on the waiting list (1 is next).</summary>
public record RegistrationView(Guid PersonId, RegistrationState State, int? Position);

/// <summary>
/// A gathering as it stands. <c>Registrations</c> and <c>Present</c> name everybody to staff, to others only themselves; the online link
/// is shown to staff and to those who have a seat.
/// </summary>
public record GatheringView(Guid Id, int Version, Guid? CohortId, Guid? SeriesId, GatheringKind Kind, string Title, string? Place, string? Online,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, int Capacity, int Confirmed, int Waiting, int? Attended, GatheringStatus Status,
    IReadOnlyList<RegistrationView> Registrations, IReadOnlyList<Guid>? Present) : IVersioned
{
    public static GatheringView Of(Gathering g, GatheringText text, Caller caller)
    {
        bool Sees(Guid person) => caller.IsStaff || caller.Is(person);
        var hasSeat = caller.IsStaff || g.Confirmed.Any(p => caller.Is(p));
        return new(g.Id, g.Version, g.CohortId, g.SeriesId, g.Kind, text.Title, text.Place, hasSeat ? text.Online : null, g.StartsAt, g.EndsAt,
            g.Capacity, g.Confirmed.Count, g.Waiting.Count, g.Present?.Count, g.Status,
            [.. g.Confirmed.Where(Sees).Select(p => new RegistrationView(p, RegistrationState.Confirmed, null)),
             .. g.Waiting.Index().Where(w => Sees(w.Item)).Select(w => new RegistrationView(w.Item, RegistrationState.Waitlisted, w.Index + 1))],
            g.Present?.Where(Sees).ToList());
    }
}

public static class GatheringsOfProgrammeEndpoint
{
    /// <summary>One gathering: what, when, where, and who comes.</summary>
    [WolverineGet("/api/gatherings/{gatheringId}"), Authorize(Policies.Anyone)]
    public static async Task<GatheringView> Get(Guid gatheringId, ClaimsPrincipal user, IQuerySession session, CancellationToken cancel)
    {
        var gathering = Missing.Unless(await session.LoadAsync<Gathering>(gatheringId, cancel), "gathering");
        return GatheringView.Of(gathering, Missing.Unless(await session.LoadAsync<GatheringText>(gatheringId, cancel), "gathering"), Caller.Of(user));
    }

    /// <summary>Gatherings in the order in which they were planned; of one cohort when asked.</summary>
    [WolverineGet("/api/gatherings"), Authorize(Policies.Anyone)]
    public static Task<Page<GatheringView>> List(ClaimsPrincipal user, IQuerySession session, [FromQuery] Guid? cohortId,
        [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var all = session.Query<Gathering>();
        return PageOf(cohortId is null ? all : all.Where(g => g.CohortId == cohortId), user, session, after, limit, cancel);
    }

    /// <summary>The gatherings of a cohort and those for all.</summary>
    [WolverineGet("/api/cohorts/{cohortId}/gatherings"), Authorize(Policies.Anyone)]
    public static async Task<Page<GatheringView>> OfCohort(Guid cohortId, ClaimsPrincipal user, IQuerySession session,
        [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        Missing.Unless(await session.Events.FetchStreamStateAsync(cohortId, cancel), "cohort");
        var gatherings = session.Query<Gathering>().Where(g => g.CohortId == cohortId || g.CohortId == null);
        return await PageOf(gatherings, user, session, after, limit, cancel);
    }

    private static async Task<Page<GatheringView>> PageOf(IQueryable<Gathering> gatherings, ClaimsPrincipal user, IQuerySession session,
        string? after, int? limit, CancellationToken cancel)
    {
        var (most, from, caller) = (Paging.Limit(limit), Paging.After(after), Caller.Of(user));
        var found = await gatherings.Where(g => g.Id > from).OrderBy(g => g.Id).Take(most + 1).ToListAsync(cancel);
        var texts = (await session.LoadManyAsync<GatheringText>(cancel, found.Select(g => g.Id))).ToDictionary(t => t.Id);
        return Paging.Of([.. found.Select(g => GatheringView.Of(g, texts.GetValueOrDefault(g.Id) ?? new(g.Id, "", null, null), caller))], most, g => g.Id);
    }
}
