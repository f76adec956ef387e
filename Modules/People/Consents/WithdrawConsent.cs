using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>The purpose to which the person does not agree any more.</summary>
public record WithdrawConsent(string Purpose);

/// <summary>
/// Take a consent back, as easily as it was given: by the person, or by staff who were told. What was held on its ground alone is
/// destroyed at once. Refused with <c>consent-missing</c>.
/// </summary>
public static class WithdrawConsentEndpoint
{
    public static void Validate(WithdrawConsent command) => Shape.Of(
        (!ConsentPurposes.All.Contains(command.Purpose), "purpose", $"A purpose is one of {string.Join(", ", ConsentPurposes.All)}."));

    [WolverinePost("/api/people/{personId}/withdraw-consent"), Authorize(Policies.Anyone)]
    public static async Task<Done> Post(WithdrawConsent command, Guid personId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        Caller.Of(user).MustBe(personId);
        await session.LockPersonAsync(personId, cancel);
        var consent = await Consents.LockAsync(session, personId, command.Purpose, cancel);
        consent.AppendOne(Decide(consent.Aggregate ?? new()));
        if (command.Purpose == ConsentPurposes.SpecialCategoryData) session.Delete<SpecialData>(personId);
        return new(personId);
    }

    public static ConsentWithdrawn Decide(Consent consent)
    {
        Refused.When(!consent.IsGiven, "consent-missing", "There is no consent to this.");
        return new(consent.PersonId, consent.Purpose);
    }
}
