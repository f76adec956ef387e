using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Events;

/// <summary>
/// Close a gathering that is over: its attendance is final, certificates can be had. Who had a seat and was not there is a no-show.
/// Refused with <c>gathering-cancelled</c>, <c>gathering-closed</c>, <c>gathering-not-over</c>, <c>attendance-missing</c>.
/// </summary>
public static class CloseGatheringEndpoint
{
    [WolverinePost("/api/gatherings/{gatheringId}/close"), Authorize(Policies.Staff)]
    public static (Done, GatheringClosed) Post(
        [WriteModel("gatheringId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Gathering gathering, TimeProvider clock) =>
        (new(gathering.Id), Decide(gathering, clock.GetUtcNow()));

    public static GatheringClosed Decide(Gathering gathering, DateTimeOffset now)
    {
        Accepting.MustBe(gathering);
        Refused.When(now < gathering.EndsAt, "gathering-not-over", "The gathering is not over yet.");
        Refused.When(gathering.Present is null, "attendance-missing", "Nobody has recorded who was there.");
        return new(gathering.Id, gathering.CohortId, gathering.Present!.Count, gathering.Confirmed.Except(gathering.Present).Count());
    }
}
