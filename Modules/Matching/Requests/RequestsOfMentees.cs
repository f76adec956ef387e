using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Matching.Requests;

/// <summary>A request for a mentor: whose, for whom, until when it is open, and how it stands or was closed.</summary>
public record MentorRequestView(Guid Id, int Version, Guid CohortId, Guid MenteeId, Guid MentorId, DateTimeOffset Until, RequestStatus Status) : IVersioned
{
    public static MentorRequestView Of(MentorRequest r) => new(r.Id, r.Version, r.CohortId, r.MenteeId, r.MentorId, r.Until, r.Status);
}

public static class RequestsOfMenteesEndpoint
{
    /// <summary>One request, for the mentee who made it and for staff; for anybody else, the mentor too, there is none.</summary>
    [WolverineGet("/api/mentor-requests/{requestId}"), Authorize(Policies.Participant)]
    public static async Task<MentorRequestView> Get(Guid requestId, ClaimsPrincipal user, IQuerySession session, CancellationToken cancel)
    {
        var (request, caller) = (await session.LoadAsync<MentorRequest>(requestId, cancel), Caller.Of(user));
        return MentorRequestView.Of(Missing.Unless(caller.IsStaff || caller.Is(request?.MenteeId) ? request : null, "request"));
    }

    /// <summary>The caller's own requests, oldest first; staff see all, of one cohort or the open ones only when asked.</summary>
    [WolverineGet("/api/mentor-requests"), Authorize(Policies.Participant)]
    public static async Task<Page<MentorRequestView>> List(ClaimsPrincipal user, IQuerySession session, [FromQuery] Guid? cohortId, [FromQuery] bool? open,
        [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from, caller) = (Paging.Limit(limit), Paging.After(after), Caller.Of(user));
        var query = session.Query<MentorRequest>().Where(r => r.Id > from);
        Guid[] own = [.. caller.Ids];
        if (!caller.IsStaff) query = query.Where(r => r.MenteeId.IsOneOf(own));
        if (cohortId is not null) query = query.Where(r => r.CohortId == cohortId);
        if (open == true) query = query.Where(r => r.Status == RequestStatus.Open);
        if (open == false) query = query.Where(r => r.Status != RequestStatus.Open);
        var found = await query.OrderBy(r => r.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(MentorRequestView.Of)], most, r => r.Id);
    }
}
