using Advance.Contracts;
using Marten;
using Wolverine;

namespace Advance.Matching.Conflicts;

/// <summary>A relationship became known: the mentorships of the two are looked at, line management one level further.</summary>
public static class OnRelationshipDisclosed
{
    public static Task<OutgoingMessages> Handle(RelationshipDisclosed disclosed, IDocumentSession session, TimeProvider clock, CancellationToken cancel) =>
        ConflictWatch.LookAsync(disclosed.RelationshipId, [disclosed.PersonId, disclosed.OtherPersonId], ConflictWatch.RulesOf(disclosed.Kind),
            session, clock, cancel);
}
