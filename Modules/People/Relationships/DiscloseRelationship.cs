using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// Dates are days, both within the relationship; it is still open without a last one. A co-authorship may name the year of the
/// publication instead.
/// </summary>
public record DiscloseRelationship(Guid OtherPersonId, RelationshipKind Kind, DateOnly? From = null, DateOnly? Until = null, int? Year = null)
{
    public DateOnly Begins() => From ?? new(Year!.Value, 1, 1);

    public DateOnly? Ends() => Year is { } year ? new(year, 12, 31) : Until;
}

/// <summary>
/// Disclose what stands between a person and another: by the person or by staff. For supervision and line management the person
/// of the address is above the other. The answer's id is the relationship's.
/// Refused with <c>relationship-with-oneself</c>, <c>person-erased</c>, <c>person-merged</c>, <c>relationship-already-disclosed</c>,
/// <c>line-management-both-ways</c>.
/// </summary>
public static class DiscloseRelationshipEndpoint
{
    public static void Validate(DiscloseRelationship command) => Shape.Of(
        (!Enum.IsDefined(command.Kind), "kind", "There is no such kind of relationship."),
        ((command.From is null) == (command.Year is null), "from", "A relationship has a first day; a co-authorship may have a year instead."),
        (command.Year is not null && command.Kind != RelationshipKind.CoAuthorship, "year", "Only a co-authorship has a year instead of days."),
        (command.Year is not null && command.Until is not null, "until", "A year, or days."),
        (command.Year is < 1950 or > 2200, "year", "A publication appears between 1950 and 2200."),
        (command.Until < command.From || command.Until?.Year > 2200, "until", "A relationship ends after it began, by 2200."),
        (command.From?.Year is < 1950 or > 2200, "from", "A relationship begins between 1950 and 2200."));

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
        var (from, until) = (command.Begins(), command.Ends());
        Refused.When(known.Any(r => r.Covers(person.Id, other.Id, command.Kind, from, until)), "relationship-already-disclosed",
            "This relationship is known already for a part of these days.");
        Refused.When(command.Kind == RelationshipKind.LineManagement && known.Any(r => r.Covers(other.Id, person.Id, command.Kind, from, until)),
            "line-management-both-ways", "At that time the other is disclosed as the line manager of this person.");
        return new(id, person.Id, other.Id, command.Kind, from, until);
    }
}
