using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Events;

/// <summary>
/// Open a gathering for registration.
/// Refused with <c>gathering-cancelled</c>, <c>gathering-closed</c>, <c>registration-already-open</c>, <c>gathering-begun</c>.
/// </summary>
public static class OpenRegistrationEndpoint
{
    [WolverinePost("/api/gatherings/{gatheringId}/open-registration"), Authorize(Policies.Staff)]
    public static (Done, RegistrationOpened) Post(
        [WriteModel("gatheringId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Gathering gathering, TimeProvider clock) =>
        (new(gathering.Id), Decide(gathering, clock.GetUtcNow()));

    public static RegistrationOpened Decide(Gathering gathering, DateTimeOffset now)
    {
        Accepting.MustBe(gathering);
        Refused.When(gathering.Status == GatheringStatus.RegistrationOpen, "registration-already-open", "Registration is already open.");
        Refused.When(gathering.HasBegun(now), "gathering-begun", "The gathering has begun; who comes now is a walk-in.");
        return new(gathering.Id, gathering.CohortId);
    }
}

/// <summary>Rule G3, for each command on a gathering.</summary>
internal static class Accepting
{
    public static void MustBe(Gathering gathering)
    {
        Refused.When(gathering.Status == GatheringStatus.Cancelled, "gathering-cancelled", "This gathering was cancelled; it accepts nothing.");
        Refused.When(gathering.Status == GatheringStatus.Closed, "gathering-closed", "This gathering is closed; its attendance is final.");
    }
}
