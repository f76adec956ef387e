using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Events;

/// <summary>That a person was at a gathering, once that is final; <c>Minutes</c> from its start to its end.</summary>
public record CertificateOfAttendance(Guid GatheringId, Guid PersonId, string Title, GatheringKind Kind, DateTimeOffset StartsAt,
    DateTimeOffset EndsAt, int Minutes)
{
    public static CertificateOfAttendance? Of(Gathering g, GatheringText text, Guid personId) =>
        g.Status != GatheringStatus.Closed || g.Present?.Contains(personId) != true
            ? null
            : new(g.Id, personId, text.Title, g.Kind, g.StartsAt, g.EndsAt, (int)(g.EndsAt - g.StartsAt).TotalMinutes);
}

public static class CertificateOfGatheringEndpoint
{
    /// <summary>A person's certificate of attendance as data, for themselves or staff; 404 before the gathering is closed.</summary>
    [WolverineGet("/api/gatherings/{gatheringId}/certificates/{personId}"), Authorize(Policies.Participant)]
    public static async Task<CertificateOfAttendance> Get(Guid gatheringId, Guid personId, ClaimsPrincipal user, IQuerySession session,
        CancellationToken cancel)
    {
        Caller.Of(user).MustBe(personId);
        var gathering = Missing.Unless(await session.LoadAsync<Gathering>(gatheringId, cancel), "gathering");
        var text = Missing.Unless(await session.LoadAsync<GatheringText>(gatheringId, cancel), "gathering");
        return Missing.Unless(CertificateOfAttendance.Of(gathering, text, personId), "certificate");
    }
}
