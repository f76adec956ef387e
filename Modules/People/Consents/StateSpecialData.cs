using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>In the person's own words; what is left out is destroyed.</summary>
public record StateSpecialData(string? Disability = null, string? UnderrepresentedGroup = null);

/// <summary>
/// State special-category data: only the person themselves, with their consent to it. No event tells what was stated.
/// Refused with <c>person-erased</c>, <c>person-merged</c>, <c>consent-missing</c>.
/// </summary>
public static class StateSpecialDataEndpoint
{
    public static void Validate(StateSpecialData command) => Shape.Of(
        (command.Disability is not null && !Shape.IsLine(command.Disability, 400), "disability", "One line of at most 400 characters."),
        (command.UnderrepresentedGroup is not null && !Shape.IsLine(command.UnderrepresentedGroup, 400), "underrepresentedGroup",
            "One line of at most 400 characters."));

    [WolverinePost("/api/people/{personId}/state-special-data"), Authorize(Policies.Anyone)]
    public static async Task<Done> Post(StateSpecialData command, Guid personId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        Caller.Of(user).MustThemselvesBe(personId);
        var person = await session.LockPersonAsync(personId, cancel);
        var consent = await Consents.LockAsync(session, personId, ConsentPurposes.SpecialCategoryData, cancel);
        session.Store(Decide(person.Aggregate!, consent.Aggregate ?? new(), command));
        return new(personId);
    }

    public static SpecialData Decide(Person person, Consent consent, StateSpecialData command)
    {
        person.MustBeInUse();
        Refused.When(!consent.IsGiven, "consent-missing", "There is no consent to this.");
        return new() { Id = person.Id, Disability = command.Disability, UnderrepresentedGroup = command.UnderrepresentedGroup };
    }
}
