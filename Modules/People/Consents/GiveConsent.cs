using System.Security.Claims;
using Advance.Contracts;
using Advance.Shared;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>One of the purposes, and the version of the words in which it was asked.</summary>
public record GiveConsent(string Purpose, string WordsVersion);

/// <summary>
/// Agree to a use of one's data: only the person themselves, never staff for them. Agreeing to newer words is recorded again.
/// Refused with <c>person-erased</c>, <c>person-merged</c>, <c>consent-already-given</c>.
/// </summary>
public static class GiveConsentEndpoint
{
    public static void Validate(GiveConsent command) => Shape.Of(
        (!ConsentPurposes.All.Contains(command.Purpose), "purpose", $"A purpose is one of {string.Join(", ", ConsentPurposes.All)}."),
        (!Shape.IsLine(command.WordsVersion, 40), "wordsVersion", "A version is one line of at most 40 characters."));

    [WolverinePost("/api/people/{personId}/give-consent"), Authorize(Policies.Anyone)]
    public static async Task<Done> Post(GiveConsent command, Guid personId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        Caller.Of(user).MustThemselvesBe(personId);
        var person = await session.LockPersonAsync(personId, cancel); // an erasure at the same moment finds this consent, or we find the erasure
        var consent = await Consents.LockAsync(session, personId, command.Purpose, cancel);
        var given = Decide(person.Aggregate!, consent.Aggregate ?? new(), command);
        if (consent.Aggregate is null) session.Events.StartStream<Consent>(consent.Id, given);
        else consent.AppendOne(given);
        return new(personId);
    }

    public static ConsentGiven Decide(Person person, Consent consent, GiveConsent command)
    {
        person.MustBeInUse();
        Refused.When(consent.WordsVersion == command.WordsVersion, "consent-already-given", "This is agreed to already, in these words.");
        return new(person.Id, command.Purpose, command.WordsVersion);
    }
}

/// <summary>The streams of consents.</summary>
internal static class Consents
{
    /// <summary>A person's consent to a purpose, locked; the stream may not exist yet.</summary>
    public static async Task<IEventStream<Consent>> LockAsync(IDocumentSession session, Guid personId, string purpose, CancellationToken cancel)
    {
        var id = ConsentPurposes.StreamOf(personId, purpose);
        await session.HoldAsync(id, cancel);
        return await session.Events.FetchForWriting<Consent>(id, cancel);
    }
}
