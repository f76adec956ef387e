using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Circles;

/// <summary>Approve a circle's composition. Refused with <c>circle-already-approved</c>.</summary>
public static class ApproveCircleEndpoint
{
    [WolverinePost("/api/circles/{circleId}/approve"), Authorize(Policies.Staff)]
    public static (Done, CircleApproved) Post([WriteModel("circleId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Circle circle) =>
        (new(circle.Id), Decide(circle));

    public static CircleApproved Decide(Circle circle)
    {
        Refused.When(circle.Status != CircleStatus.Composed, "circle-already-approved", "This circle was already approved.");
        return new(circle.Id, circle.CohortId);
    }
}
