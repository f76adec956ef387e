using System.Security.Claims;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;
using Appended = Wolverine.Marten.Events;

namespace Advance.Matching.Requests;

/// <summary>Take a request for a mentor back. Refused with <c>request-closed</c>.</summary>
public static class WithdrawRequestEndpoint
{
    [WolverinePost("/api/mentor-requests/{requestId}/withdraw"), Authorize(Policies.Participant)]
    public static (Done, Appended) Post(ClaimsPrincipal user,
        [WriteModel("requestId", LoadStyle = ModelConcurrencyStyle.Exclusive)] MentorRequest request)
    {
        Caller.Of(user).MustBe(request.MenteeId);
        return (new(request.Id), [.. Decide(request)]);
    }

    public static IReadOnlyList<object> Decide(MentorRequest request)
    {
        Refused.When(!request.IsOpen, "request-closed", "This request is closed already.");
        return request.Closed(RequestStatus.Withdrawn);
    }
}
