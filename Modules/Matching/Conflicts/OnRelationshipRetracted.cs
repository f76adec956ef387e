using Advance.Contracts;
using Marten;
using Wolverine;

namespace Advance.Matching.Conflicts;

/// <summary>A relationship never held: what was opened because of it says so.</summary>
public static class OnRelationshipRetracted
{
    public static Task<OutgoingMessages> Handle(RelationshipRetracted retracted, IDocumentSession session, TimeProvider clock, CancellationToken cancel) =>
        ConflictWatch.LookAsync(retracted.RelationshipId, [retracted.PersonId, retracted.OtherPersonId],
            ConflictWatch.RulesOf(retracted.Kind), session, clock, cancel);
}
