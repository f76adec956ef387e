using Advance.Contracts;
using Marten;

namespace Advance.Events;

/// <summary>
/// A cancelled cohort's gatherings are cancelled, but for those that took place or are cancelled already: so hearing it twice
/// changes nothing.
/// </summary>
public static class OnCohortCancelled
{
    public static async Task Handle(CohortCancelled cancelled, IDocumentSession session, CancellationToken cancel)
    {
        var ids = await session.Query<Gathering>().Where(g => g.CohortId == cancelled.CohortId).OrderBy(g => g.Id).Select(g => g.Id).ToListAsync(cancel);
        foreach (var id in ids)
        {
            var gathering = await session.Events.FetchForExclusiveWriting<Gathering>(id, cancel);
            if (gathering.Aggregate is { IsOver: false, Present: null } open) gathering.AppendOne(CancelGatheringEndpoint.Decide(open));
        }
    }
}
