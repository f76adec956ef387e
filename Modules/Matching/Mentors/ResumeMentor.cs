using System.Security.Claims;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Mentors;

/// <summary>Take new mentees again after a pause. Refused with <c>mentor-retired</c>, <c>mentor-not-paused</c>.</summary>
public static class ResumeMentorEndpoint
{
    [WolverinePost("/api/mentors/{mentorId}/resume"), Authorize(Policies.Participant)]
    public static (Done, MentorResumed) Post(ClaimsPrincipal user, [WriteModel("mentorId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentor mentor)
    {
        Caller.Of(user).MustBe(mentor.PersonId);
        return (new(mentor.Id), Decide(mentor));
    }

    public static MentorResumed Decide(Mentor mentor)
    {
        Refused.When(mentor.Status == MentorStatus.Retired, "mentor-retired", "This mentor has left the pool.");
        Refused.When(mentor.Status != MentorStatus.Paused, "mentor-not-paused", "This mentor is not pausing.");
        return new(mentor.Id, mentor.PersonId);
    }
}
