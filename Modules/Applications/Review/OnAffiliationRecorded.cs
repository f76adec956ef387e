using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>Somebody works in another unit: whether that is the unit of somebody whom they review, or who reviews them.</summary>
public static class OnAffiliationRecorded
{
    public static Task Handle(AffiliationRecorded e, IDocumentSession session, CancellationToken cancel) =>
        LateConflicts.LookAsync([e.PersonId], session, cancel);
}
