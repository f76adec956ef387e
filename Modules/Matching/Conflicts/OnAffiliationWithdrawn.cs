using Advance.Contracts;
using Advance.Matching.Rounds;
using Marten;
using Wolverine;

namespace Advance.Matching.Conflicts;

/// <summary>An affiliation was recorded wrongly: a pair is looked at without it, and with the one before it that now lasts longer.</summary>
public static class OnAffiliationWithdrawn
{
    public static Task<OutgoingMessages> Handle(AffiliationWithdrawn withdrawn, IDocumentSession session, TimeProvider clock, CancellationToken cancel) =>
        ConflictWatch.LookAsync(Ids.Of("affiliation-withdrawn", withdrawn.PersonId, withdrawn.AffiliationId), [withdrawn.PersonId], [Rule.SameUnit],
            session, clock, cancel);
}
