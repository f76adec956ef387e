using Advance.Contracts;
using Advance.Matching.Rounds;
using Marten;
using Wolverine;

namespace Advance.Matching.Conflicts;

/// <summary>Somebody left a unit: that of the other of a pair excludes the pair until the look-back years are over.</summary>
public static class OnAffiliationEnded
{
    public static Task<OutgoingMessages> Handle(AffiliationEnded ended, IDocumentSession session, TimeProvider clock, CancellationToken cancel) =>
        ConflictWatch.LookAsync(Ids.Of("affiliation-ended", ended.PersonId, ended.AffiliationId), [ended.PersonId], [Rule.SameUnit], session, clock,
            cancel);
}
