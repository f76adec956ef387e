using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>A reviewer applied to the cohort: nobody judges those with whom they compete.</summary>
public static class OnApplicationSubmitted
{
    public static Task Handle(ApplicationSubmitted e, IDocumentSession session, CancellationToken cancel) =>
        LateConflicts.LookAsync([e.PersonId], session, cancel);
}
