using Advance.Contracts;
using Advance.Matching.Rounds;
using Marten;
using Wolverine;

namespace Advance.Matching.Conflicts;

/// <summary>Somebody works in another unit from a day on: whether that is the unit of the other of a pair.</summary>
public static class OnAffiliationRecorded
{
    public static Task<OutgoingMessages> Handle(AffiliationRecorded recorded, IDocumentSession session, TimeProvider clock, CancellationToken cancel) =>
        ConflictWatch.LookAsync(Ids.Of($"affiliation:{recorded.From:O}:{recorded.Unit}", recorded.PersonId, recorded.InstitutionId),
            [recorded.PersonId], [Rule.SameUnit], session, clock, cancel);
}
