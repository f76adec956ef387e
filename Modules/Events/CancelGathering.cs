using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Events;

/// <summary>
/// Cancel a gathering; from now on it accepts nothing (rule G3).
/// Refused with <c>gathering-cancelled</c>, <c>gathering-closed</c>, <c>gathering-attended</c>.
/// </summary>
public static class CancelGatheringEndpoint
{
    [WolverinePost("/api/gatherings/{gatheringId}/cancel"), Authorize(Policies.Staff)]
    public static (Done, GatheringCancelled) Post([WriteModel("gatheringId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Gathering gathering) =>
        (new(gathering.Id), Decide(gathering));

    public static GatheringCancelled Decide(Gathering gathering)
    {
        Accepting.MustBe(gathering);
        Refused.When(gathering.Present is not null, "gathering-attended", "People were there: what took place cannot be cancelled.");
        return new(gathering.Id, gathering.CohortId);
    }
}
