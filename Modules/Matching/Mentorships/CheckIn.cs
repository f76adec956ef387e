using System.Security.Claims;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Mentorships;

public record CheckIn(CheckInAnswer Answer);

/// <summary>Say how it goes, for oneself. Refused with <c>mentorship-not-running</c>.</summary>
public static class CheckInEndpoint
{
    [WolverinePost("/api/mentorships/{mentorshipId}/check-in"), Authorize(Policies.Participant)]
    public static (Done, CheckedIn) Post(CheckIn command, ClaimsPrincipal user,
        [WriteModel("mentorshipId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentorship mentorship)
    {
        var by = mentorship.SideOf(user, PairSide.Mentee);
        Caller.Of(user).MustThemselvesBe(by == PairSide.Mentee ? mentorship.MenteeId : mentorship.MentorPersonId);
        return (new(mentorship.Id), Decide(mentorship, by, command));
    }

    public static CheckedIn Decide(Mentorship mentorship, PairSide by, CheckIn command)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Running, "mentorship-not-running", "This mentorship is not running.");
        return new(mentorship.Id, mentorship.CohortId, by, command.Answer);
    }
}
