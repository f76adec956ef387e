using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Events;

public record Reschedule(DateTimeOffset StartsAt, DateTimeOffset EndsAt);

/// <summary>
/// Move a gathering that has not begun to another time; registrations stay. Insists on <c>If-Match</c>.
/// Refused with <c>gathering-cancelled</c>, <c>gathering-closed</c>, <c>gathering-begun</c>, <c>start-in-past</c>.
/// </summary>
public static class RescheduleEndpoint
{
    public static void Validate(Reschedule command) => Shape.Of(
        (!PlanGatheringEndpoint.IsSpan(command.StartsAt, command.EndsAt), "endsAt", "A gathering ends after its start, within 14 days."));

    [WolverinePost("/api/gatherings/{gatheringId}/reschedule"), Authorize(Policies.Staff), RequiresIfMatch]
    public static (Done, GatheringRescheduled) Post(Reschedule command, [WriteModel("gatheringId")] Gathering gathering, TimeProvider clock) =>
        (new(gathering.Id), Decide(gathering, command, clock.GetUtcNow()));

    public static GatheringRescheduled Decide(Gathering gathering, Reschedule command, DateTimeOffset now)
    {
        Accepting.MustBe(gathering);
        Refused.When(gathering.HasBegun(now), "gathering-begun", "The gathering has begun.");
        Refused.When(command.StartsAt <= now, "start-in-past", "The gathering would start in the past.");
        return new(gathering.Id, gathering.CohortId, command.StartsAt.ToUniversalTime(), command.EndsAt.ToUniversalTime());
    }
}
