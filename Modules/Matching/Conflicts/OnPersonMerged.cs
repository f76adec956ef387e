using Advance.Contracts;
using Marten;
using Wolverine;

namespace Advance.Matching.Conflicts;

/// <summary>Two identities turned out to be one person: the mentorships of both are held against what is known of either (rule A6).</summary>
public static class OnPersonMerged
{
    public static Task<OutgoingMessages> Handle(PersonMerged merged, IDocumentSession session, TimeProvider clock, CancellationToken cancel) =>
        ConflictWatch.LookAsync(Ids.Of("merge", merged.PersonId, merged.MergedPersonId), [merged.PersonId, merged.MergedPersonId],
            ConflictWatch.Watched, session, clock, cancel);
}
