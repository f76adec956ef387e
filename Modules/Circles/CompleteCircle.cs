using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Circles;

/// <summary>Complete a running circle; a session counts as held when somebody was there. Refused with <c>circle-not-running</c>.</summary>
public static class CompleteCircleEndpoint
{
    [WolverinePost("/api/circles/{circleId}/complete"), Authorize(Policies.Staff)]
    public static (Done, CircleCompleted) Post([WriteModel("circleId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Circle circle) =>
        (new(circle.Id), Decide(circle));

    public static CircleCompleted Decide(Circle circle)
    {
        Refused.When(circle.Status != CircleStatus.Running, "circle-not-running", "This circle is not running.");
        return new(circle.Id, circle.CohortId, circle.Sessions.Count(s => s.Present is { Count: > 0 }));
    }
}
