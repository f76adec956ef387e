using Advance.Contracts;
using Marten;

namespace Advance.Reporting.Contagion;

/// <summary>A relationship became known: everything that the two touched is held against it, once.</summary>
public static class OnRelationshipDisclosed
{
    public static Task Handle(RelationshipDisclosed e, IDocumentSession session, TimeProvider clock, CancellationToken cancel) =>
        Searching.RunAsync(session, SearchCause.Relationship, e.RelationshipId, [e.PersonId, e.OtherPersonId], clock.GetUtcNow(), quietly: false, cancel);
}
