using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>A relationship became known: reviews of the two are looked at (rule A5).</summary>
public static class OnRelationshipDisclosed
{
    public static Task Handle(RelationshipDisclosed e, IDocumentSession session, CancellationToken cancel) =>
        LateConflicts.LookAsync([e.PersonId, e.OtherPersonId], session, cancel);
}
