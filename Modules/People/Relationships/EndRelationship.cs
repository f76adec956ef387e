using System.Security.Claims;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.People;

/// <summary>The last day on which it holds.</summary>
public record EndRelationship(DateOnly Until);

/// <summary>
/// Say on which day a relationship ends, or ended: by one of the two, or staff. A conflict cannot be talked away afterwards: the two
/// themselves date an end back by a month at most. Refused with <c>relationship-retracted</c>, <c>relationship-begins-later</c>,
/// <c>relationship-ends-then</c>, <c>end-dated-back</c>.
/// </summary>
public static class EndRelationshipEndpoint
{
    /// <summary>So many days may lie between the end and its recording when one of the two records it.</summary>
    public const int MostDaysBack = 31;

    public static void Validate(EndRelationship command) => Shape.Of((command.Until.Year is < 1950 or > 2200, "until", "A day between 1950 and 2200."));

    [WolverinePost("/api/relationships/{relationshipId}/end"), Authorize(Policies.Anyone)]
    public static (Done, RelationshipEnded) Post(EndRelationship command,
        [WriteModel("relationshipId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Relationship relationship,
        ClaimsPrincipal user, TimeProvider clock)
    {
        var caller = Caller.Of(user);
        if (!caller.Is(relationship.OtherPersonId)) caller.MustBe(relationship.PersonId);
        return (new(relationship.Id), Decide(relationship, command, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), caller.IsStaff));
    }

    public static RelationshipEnded Decide(Relationship relationship, EndRelationship command, DateOnly today, bool byStaff)
    {
        Refused.When(relationship.IsRetracted, "relationship-retracted", "This relationship was disclosed by mistake and never held.");
        Refused.When(command.Until < relationship.From, "relationship-begins-later", "The relationship begins after that day.");
        Refused.When(command.Until == relationship.Until, "relationship-ends-then", "This day is recorded as its last already.");
        Refused.When(!byStaff && command.Until < today.AddDays(-MostDaysBack), "end-dated-back", "An end that lies longer ago is recorded by staff.");
        return new(relationship.Id, relationship.PersonId, relationship.OtherPersonId, relationship.Kind, command.Until);
    }
}
