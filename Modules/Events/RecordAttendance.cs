using Advance.Contracts;
using JasperFx.Events;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Events;

/// <summary>Everybody who was there, walk-ins included.</summary>
public record RecordAttendance(IReadOnlyList<Guid> Present);

/// <summary>
/// Record who was at a gathering, after its start (rule G2). Who had no seat is a walk-in. Recording again corrects the list until the
/// gathering is closed; the same list again changes nothing.
/// Refused with <c>gathering-cancelled</c>, <c>gathering-closed</c>, <c>gathering-not-begun</c>.
/// </summary>
public static class RecordAttendanceEndpoint
{
    public static void Validate(RecordAttendance command) => Shape.Of(
        (command.Present.Count > 10_000, "present", "At most 10000 people."),
        (command.Present.Distinct().Count() != command.Present.Count, "present", "Each person once."));

    [WolverinePost("/api/gatherings/{gatheringId}/record-attendance"), Authorize(Policies.Staff)]
    public static Done Post(RecordAttendance command,
        [WriteModel("gatheringId", LoadStyle = ModelConcurrencyStyle.Exclusive)] IEventStream<Gathering> gathering, TimeProvider clock)
    {
        if (Decide(gathering.Aggregate!, command, clock.GetUtcNow()) is { } attended) gathering.AppendOne(attended);
        return new(gathering.Id);
    }

    /// <summary>Null when this is what is recorded already.</summary>
    public static GatheringAttended? Decide(Gathering gathering, RecordAttendance command, DateTimeOffset now)
    {
        Accepting.MustBe(gathering);
        Refused.When(!gathering.HasBegun(now), "gathering-not-begun", "Attendance is recorded after the start.");
        if (gathering.Present is { } recorded && recorded.ToHashSet().SetEquals(command.Present)) return null;
        var seated = gathering.Confirmed.ToHashSet();
        return new(gathering.Id, gathering.CohortId, command.Present, [.. command.Present.Where(p => !seated.Contains(p))]);
    }
}
