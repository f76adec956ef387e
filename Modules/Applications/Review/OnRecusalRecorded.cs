using Marten;

namespace Advance.Applications;

/// <summary>Two people came into the recusal register: what the one reviews of the other ends.</summary>
public static class OnRecusalRecorded
{
    public static Task Handle(RecusalRecorded e, IDocumentSession session, CancellationToken cancel) =>
        LateConflicts.LookAsync([e.ReviewerId, e.ApplicantId], session, cancel);
}
