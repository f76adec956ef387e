using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>Two identities turned out to be one person: conflicts follow the person (rule A6).</summary>
public static class OnPersonMerged
{
    public static Task Handle(PersonMerged e, IDocumentSession session, CancellationToken cancel) =>
        LateConflicts.LookAsync([e.PersonId, e.MergedPersonId], session, cancel);
}
