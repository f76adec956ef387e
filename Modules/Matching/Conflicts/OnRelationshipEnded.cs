using Advance.Contracts;
using Marten;
using Wolverine;

namespace Advance.Matching.Conflicts;

/// <summary>A relationship has a last day: one that lies before the look-back years excludes nobody any more.</summary>
public static class OnRelationshipEnded
{
    public static Task<OutgoingMessages> Handle(RelationshipEnded ended, IDocumentSession session, TimeProvider clock, CancellationToken cancel) =>
        ConflictWatch.LookAsync(ended.RelationshipId, [ended.PersonId, ended.OtherPersonId], ConflictWatch.RulesOf(ended.Kind),
            session, clock, cancel);
}
