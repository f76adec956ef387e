using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;
using Appended = Wolverine.Marten.Events;

namespace Advance.Matching.Requests;

/// <summary>
/// Turn a request for a mentor down: without a reason, and the mentor never learns of it. To grant it, propose the pair.
/// Refused with <c>request-closed</c>.
/// </summary>
public static class TurnDownRequestEndpoint
{
    [WolverinePost("/api/mentor-requests/{requestId}/turn-down"), Authorize(Policies.Staff)]
    public static (Done, Appended) Post([WriteModel("requestId", LoadStyle = ModelConcurrencyStyle.Exclusive)] MentorRequest request) =>
        (new(request.Id), [.. Decide(request)]);

    public static IReadOnlyList<object> Decide(MentorRequest request)
    {
        Refused.When(!request.IsOpen, "request-closed", "This request is closed already.");
        return request.Closed(RequestStatus.TurnedDown);
    }
}
