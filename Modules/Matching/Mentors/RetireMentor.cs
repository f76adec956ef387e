using System.Security.Claims;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Mentors;

/// <summary>Leave the mentor pool; what runs goes on. Refused with <c>mentor-retired</c>.</summary>
public static class RetireMentorEndpoint
{
    [WolverinePost("/api/mentors/{mentorId}/retire"), Authorize(Policies.Participant)]
    public static (Done, MentorRetired) Post(ClaimsPrincipal user, [WriteModel("mentorId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentor mentor)
    {
        Caller.Of(user).MustBe(mentor.PersonId);
        return (new(mentor.Id), Decide(mentor));
    }

    public static MentorRetired Decide(Mentor mentor)
    {
        Refused.When(mentor.Status == MentorStatus.Retired, "mentor-retired", "This mentor has left the pool.");
        return new(mentor.Id, mentor.PersonId);
    }
}
