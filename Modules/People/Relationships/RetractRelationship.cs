using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.People;

/// <summary>
/// Take back a relationship that was disclosed by mistake. It stays in the log, and what was known before can be asked for.
/// Refused with <c>relationship-retracted</c>.
/// </summary>
public static class RetractRelationshipEndpoint
{
    [WolverinePost("/api/relationships/{relationshipId}/retract"), Authorize(Policies.Staff)]
    public static (Done, RelationshipRetracted) Post([WriteModel("relationshipId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Relationship relationship) =>
        (new(relationship.Id), Decide(relationship));

    public static RelationshipRetracted Decide(Relationship relationship)
    {
        Refused.When(relationship.IsRetracted, "relationship-retracted", "This relationship was disclosed by mistake and never held.");
        return new(relationship.Id, relationship.PersonId, relationship.OtherPersonId, relationship.Kind);
    }
}
