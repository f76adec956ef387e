using Advance.Contracts;
using Marten;

namespace Advance.Events;

/// <summary>
/// A gathering planned in the very moment in which its cohort is cancelled: planning did not see the cancellation, and the reaction to
/// the cancellation did not see the gathering. This one sees both.
/// </summary>
public static class OnGatheringPlanned
{
    public static async Task Handle(GatheringPlanned planned, IDocumentSession session, CancellationToken cancel)
    {
        if (planned.CohortId is not { } cohortId) return;
        if (await session.Events.FetchLatest<CohortOfGatherings>(cohortId, cancel) is not { IsCancelled: true }) return;
        var gathering = await session.Events.FetchForExclusiveWriting<Gathering>(planned.GatheringId, cancel);
        if (gathering.Aggregate is { IsOver: false, Present: null } open) gathering.AppendOne(CancelGatheringEndpoint.Decide(open));
    }
}
