using Advance.Contracts;
using Marten;

namespace Advance.Reporting.Contagion;

/// <summary>
/// Somebody works in another unit than was known: everything they touched is held against it. Who was just registered has touched
/// nothing yet, and a search that finds nothing leaves no record.
/// </summary>
public static class OnAffiliationRecorded
{
    public static async Task Handle(AffiliationRecorded e, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        if (e.AffiliationId is null) return; // said with the registration itself
        await Searching.RunAsync(session, SearchCause.Affiliation, Affiliations.IdOf(e), [e.PersonId], clock.GetUtcNow(), quietly: true, cancel);
    }
}
