using System.Security.Claims;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Mentorships;

/// <summary>Go on with a mentorship that rests. Refused with <c>mentorship-not-running</c>, <c>mentorship-not-paused</c>.</summary>
public static class ResumeMentorshipEndpoint
{
    [WolverinePost("/api/mentorships/{mentorshipId}/resume"), Authorize(Policies.Participant)]
    public static (Done, MentorshipResumed) Post(ClaimsPrincipal user,
        [WriteModel("mentorshipId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentorship mentorship)
    {
        mentorship.SideOf(user, PairSide.Mentee);
        return (new(mentorship.Id), Decide(mentorship));
    }

    public static MentorshipResumed Decide(Mentorship mentorship)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Running, "mentorship-not-running", "This mentorship is not running.");
        Refused.When(!mentorship.IsPaused, "mentorship-not-paused", "This mentorship does not rest.");
        return new(mentorship.Id, mentorship.CohortId);
    }
}
