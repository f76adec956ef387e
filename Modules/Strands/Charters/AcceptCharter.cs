using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>The version of the charter that is accepted: the one in force.</summary>
public record AcceptCharter(string CharterVersion);

/// <summary>
/// Accept the mentoring charter, for oneself; nobody accepts for another. A new version asks for a new acceptance.
/// Refused with <c>person-merged</c>, <c>person-unknown</c>, <c>charter-version-unknown</c>, <c>charter-version-not-in-force</c>,
/// <c>charter-already-accepted</c>.
/// </summary>
public static class AcceptCharterEndpoint
{
    public static void Validate(AcceptCharter command) => Shape.Of(
        (!Shape.IsLine(command.CharterVersion, 20), "charterVersion", "A version is one line of at most 20 characters."));

    [WolverinePost("/api/charter/accept"), Authorize(Policies.Participant)]
    public static async Task<Done> Post(AcceptCharter command, ClaimsPrincipal user, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        var personId = Caller.Of(user).PersonId ?? throw new Forbidden("Only a person of the programme may do this, for themselves.");
        var person = await session.Events.FetchLatest<KnownPerson>(personId, cancel);
        var charter = await session.LoadAsync<Charter>(Charter.TheId, cancel) ?? new Charter();
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await session.AcceptAsync(personId, acceptance => [Decide(acceptance, person, charter, command, today)], cancel);
        return new(personId);
    }

    public static CharterAccepted Decide(CharterAcceptance acceptance, KnownPerson? person, Charter charter, AcceptCharter command, DateOnly today)
    {
        person.MustBeInUse();
        Refused.When(charter.Versions.All(v => v.Number != command.CharterVersion), "charter-version-unknown", "There is no such version of the charter.");
        Refused.When(charter.On(today)?.Number != command.CharterVersion, "charter-version-not-in-force", "Another version of the charter is in force.");
        Refused.When(acceptance.Accepted.Contains(command.CharterVersion), "charter-already-accepted", "This version was accepted already.");
        return new(person!.Id, command.CharterVersion);
    }
}
