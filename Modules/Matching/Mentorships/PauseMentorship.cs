using System.Security.Claims;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Mentorships;

/// <summary>Let a mentorship rest; nobody records who asked for it. Refused with <c>mentorship-not-running</c>, <c>mentorship-paused</c>.</summary>
public static class PauseMentorshipEndpoint
{
    [WolverinePost("/api/mentorships/{mentorshipId}/pause"), Authorize(Policies.Participant)]
    public static (Done, MentorshipPaused) Post(ClaimsPrincipal user,
        [WriteModel("mentorshipId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentorship mentorship)
    {
        mentorship.SideOf(user, PairSide.Mentee);
        return (new(mentorship.Id), Decide(mentorship));
    }

    public static MentorshipPaused Decide(Mentorship mentorship)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Running, "mentorship-not-running", "This mentorship is not running.");
        Refused.When(mentorship.IsPaused, "mentorship-paused", "This mentorship rests already.");
        return new(mentorship.Id, mentorship.CohortId);
    }
}
