using System.Security.Claims;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Circles;

public record ScheduleSession(DateTimeOffset StartsAt, int Minutes);

/// <summary>The circle, and the session that was scheduled.</summary>
public sealed record Scheduled(Guid Id, Guid SessionId);

/// <summary>
/// Schedule a session of a running circle, 15 minutes to 8 hours; by staff or one of its mentors.
/// Refused with <c>circle-not-running</c>, <c>session-in-past</c>, <c>session-time-taken</c>, <c>too-many-sessions</c>.
/// </summary>
public static class ScheduleSessionEndpoint
{
    private const int MostSessions = 200;

    public static void Validate(ScheduleSession command) => Shape.Of(
        (command.Minutes is < 15 or > 480, "minutes", "A session lasts 15 to 480 minutes."));

    [WolverinePost("/api/circles/{circleId}/schedule-session"), Authorize(Policies.Participant)]
    public static (Scheduled, SessionScheduled) Post(ScheduleSession command,
        [WriteModel("circleId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Circle circle, ClaimsPrincipal user, TimeProvider clock)
    {
        circle.MustBeRunBy(Caller.Of(user));
        var scheduled = Decide(circle, command, Ids.New(), clock.GetUtcNow());
        return (new(circle.Id, scheduled.SessionId), scheduled);
    }

    public static SessionScheduled Decide(Circle circle, ScheduleSession command, Guid sessionId, DateTimeOffset now)
    {
        Refused.When(circle.Status != CircleStatus.Running, "circle-not-running", "This circle is not running.");
        Refused.When(command.StartsAt <= now, "session-in-past", "The session would start in the past.");
        Refused.When(circle.Sessions.Any(s => s.StartsAt == command.StartsAt), "session-time-taken", "The circle has a session at this time already.");
        Refused.When(circle.Sessions.Count >= MostSessions, "too-many-sessions", $"A circle has at most {MostSessions} sessions.");
        return new(circle.Id, circle.CohortId, sessionId, command.StartsAt.ToUniversalTime(), command.Minutes);
    }
}
