using Advance.Contracts;
using Marten;

namespace Advance.Reporting.Contagion;

/// <summary>Two identities turned out to be one person: conflicts follow the person (rule A6), and nobody holds twice what one may hold once.</summary>
public static class OnPersonMerged
{
    public static Task Handle(PersonMerged e, IDocumentSession session, TimeProvider clock, CancellationToken cancel) =>
        Searching.RunAsync(session, SearchCause.Merge, Ids.Of("merge", e.PersonId, e.MergedPersonId), [e.PersonId, e.MergedPersonId],
            clock.GetUtcNow(), quietly: false, cancel);
}
