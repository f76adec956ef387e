using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>Dates are days, both within the relationship; it is still open without a last one.</summary>
public record DiscloseRelationship(Guid OtherPersonId, RelationshipKind Kind, DateOnly From, DateOnly? Until = null);

/// <summary>
/// Disclose what stands between a person and another: by the person or by staff. For supervision and line management the person
/// of the address is above the other. The answer's id is the relationship's.
/// Refused with <c>relationship-with-oneself</c>, <c>person-erased</c>, <c>person-merged</c>, <c>relationship-already-disclosed</c>.
/// </summary>
public static class DiscloseRelationshipEndpoint
{
    public static void Validate(DiscloseRelationship command) => Shape.Of(
        (command.Until < command.From, "until", "A relationship ends after it began."),
        (command.From.Year is < 1950 or > 2200, "from", "A relationship begins between 1950 and 2200."));

    [WolverinePost("/api/people/{personId}/disclose-relationship"), Authorize(Policies.Anyone)]
    public static async Task<Done> Post(DiscloseRelationship command, Guid personId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        Caller.Of(user).MustBe(personId);
        var (person, other) = await session.LockPeopleAsync(personId, command.OtherPersonId, cancel);
        var known = await session.Query<Relationship>()
            .Where(r => (r.PersonId == personId && r.OtherPersonId == command.OtherPersonId)
                || (r.PersonId == command.OtherPersonId && r.OtherPersonId == personId)).ToListAsync(cancel);
        var disclosed = Decide(person.Aggregate!, other.Aggregate!, known, command, Ids.New());
        session.Events.StartStream<Relationship>(disclosed.RelationshipId, disclosed);
        return new(disclosed.RelationshipId);
    }

    public static RelationshipDisclosed Decide(Person person, Person other, IReadOnlyList<Relationship> known, DiscloseRelationship command, Guid id)
    {
        Refused.When(person.Id == other.Id, "relationship-with-oneself", "A relationship is between two people.");
        person.MustBeInUse();
        other.MustBeInUse();
        Refused.When(known.Any(r => r.Covers(person.Id, other.Id, command.Kind, command.From, command.Until)), "relationship-already-disclosed",
            "This relationship is known already for a part of these days.");
        return new(id, person.Id, other.Id, command.Kind, command.From, command.Until);
    }
}
