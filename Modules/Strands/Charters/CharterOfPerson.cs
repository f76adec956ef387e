using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>
/// A person and the charter: every version they accepted, the one on which they stand (null for none), the one in force, and whether
/// they are asked to accept it.
/// </summary>
public record CharterOfPerson(Guid PersonId, string? StandsOn, DateTimeOffset? Since, string? InForce, bool IsAsked,
    IReadOnlyList<AcceptedVersion> Accepted);

public static class CharterOfPersonEndpoint
{
    /// <summary>Which versions of the charter a person accepted and whether a newer one waits for them; for themselves, or staff.</summary>
    [WolverineGet("/api/people/{personId}/charter"), Authorize(Policies.Participant)]
    public static async Task<CharterOfPerson> Get(Guid personId, ClaimsPrincipal user, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        Caller.Of(user).MustBe(personId);
        var person = await session.Events.FetchLatest<KnownPerson>(personId, cancel);
        Missing.Unless(person is { IsRegistered: true, IsGone: false } ? person : null, "person");
        var charter = await session.LoadAsync<Charter>(Charter.TheId, cancel) ?? new Charter();
        var events = await session.Events.FetchStreamAsync(CharterAcceptance.IdOf(personId), token: cancel);
        List<AcceptedVersion> accepted = [.. events.Select(e => (e.Data, e.Timestamp)).Where(e => e.Data is CharterAccepted)
            .Select(e => new AcceptedVersion(((CharterAccepted)e.Data).CharterVersion, e.Timestamp.ToUniversalTime()))];
        var standsOn = StandingOnCharter.Of(accepted, charter, DateTimeOffset.MaxValue);
        var inForce = charter.On(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))?.Number;
        var isAsked = inForce is not null && accepted.TrueForAll(a => a.CharterVersion != inForce);
        return new(personId, standsOn?.CharterVersion, standsOn?.At, inForce, isAsked, accepted);
    }
}
