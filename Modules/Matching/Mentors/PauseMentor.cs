using System.Security.Claims;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Mentors;

/// <summary>Take no new mentees for now; what runs goes on. Refused with <c>mentor-retired</c>, <c>mentor-already-paused</c>.</summary>
public static class PauseMentorEndpoint
{
    [WolverinePost("/api/mentors/{mentorId}/pause"), Authorize(Policies.Participant)]
    public static (Done, MentorPaused) Post(ClaimsPrincipal user, [WriteModel("mentorId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentor mentor)
    {
        Caller.Of(user).MustBe(mentor.PersonId);
        return (new(mentor.Id), Decide(mentor));
    }

    public static MentorPaused Decide(Mentor mentor)
    {
        Refused.When(mentor.Status == MentorStatus.Retired, "mentor-retired", "This mentor has left the pool.");
        Refused.When(mentor.Status == MentorStatus.Paused, "mentor-already-paused", "This mentor is pausing already.");
        return new(mentor.Id, mentor.PersonId);
    }
}
