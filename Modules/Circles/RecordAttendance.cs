using System.Security.Claims;
using Advance.Contracts;
using JasperFx.Events;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Circles;

public record RecordAttendance(Guid SessionId, IReadOnlyList<Guid> Present);

/// <summary>
/// Record who of the seated was at a session, after its start (rule C5); by staff or one of the circle's mentors. Recording again
/// corrects the list as long as the circle runs; the same list again changes nothing.
/// Refused with <c>circle-not-running</c>, <c>session-unknown</c>, <c>session-not-begun</c>, <c>not-seated-that-day</c>.
/// </summary>
public static class RecordAttendanceEndpoint
{
    public static void Validate(RecordAttendance command) => Shape.Of(
        (command.Present.Count > 600 || command.Present.Distinct().Count() != command.Present.Count, "present", "Each person once, at most 600."));

    [WolverinePost("/api/circles/{circleId}/record-attendance"), Authorize(Policies.Participant)]
    public static Done Post(RecordAttendance command,
        [WriteModel("circleId", LoadStyle = ModelConcurrencyStyle.Exclusive)] IEventStream<Circle> circle, ClaimsPrincipal user, TimeProvider clock)
    {
        circle.Aggregate!.MustBeRunBy(Caller.Of(user));
        if (Decide(circle.Aggregate, command, clock.GetUtcNow()) is { } attended) circle.AppendOne(attended);
        return new(circle.Id);
    }

    /// <summary>Null when this is what is recorded already.</summary>
    public static SessionAttended? Decide(Circle circle, RecordAttendance command, DateTimeOffset now)
    {
        Refused.When(circle.Status != CircleStatus.Running, "circle-not-running", "This circle is not running.");
        var session = circle.Sessions.FirstOrDefault(s => s.Id == command.SessionId);
        Refused.When(session is null, "session-unknown", "This circle has no such session.");
        Refused.When(now < session!.StartsAt, "session-not-begun", "Attendance is recorded after the session's start.");
        var seated = circle.Seats.Where(s => s.HeldOn(session.Day)).Select(s => s.PersonId).ToHashSet();
        Refused.When(!seated.IsSupersetOf(command.Present), "not-seated-that-day", "Somebody named as present had no seat on that day.");
        if (session.Present is { } recorded && recorded.ToHashSet().SetEquals(command.Present)) return null;
        return new(circle.Id, circle.CohortId, session.Id, command.Present, seated.Count);
    }
}
