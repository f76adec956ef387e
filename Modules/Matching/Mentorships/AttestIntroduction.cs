using System.Security.Claims;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;
using Appended = Wolverine.Marten.Events;

namespace Advance.Matching.Mentorships;

/// <summary>The day of the introductory meeting; staff say for whom they attest.</summary>
public record AttestIntroduction(DateOnly HeldOn, PairSide? By = null);

/// <summary>
/// Attest that the two met to get to know each other; it holds when both name the same day. It is no counted meeting and binds
/// nobody. Refused with <c>mentorship-not-running</c>, <c>already-agreed</c>, <c>already-introduced</c>, <c>meeting-in-the-future</c>,
/// <c>already-attested</c>.
/// </summary>
public static class AttestIntroductionEndpoint
{
    public static void Validate(AttestIntroduction command) => Shape.Of((command.HeldOn.Year < 2000, "heldOn", "A meeting was held after 2000."));

    [WolverinePost("/api/mentorships/{mentorshipId}/attest-introduction"), Authorize(Policies.Participant)]
    public static (Done, Appended) Post(AttestIntroduction command, ClaimsPrincipal user,
        [WriteModel("mentorshipId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentorship mentorship, TimeProvider clock)
    {
        var turn = mentorship.Introductions.Any(i => i.By == PairSide.Mentee) ? PairSide.Mentor : PairSide.Mentee;
        var by = mentorship.SideOf(user, command.By ?? turn);
        return (new(mentorship.Id), [.. Decide(mentorship, by, command, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))]);
    }

    public static IReadOnlyList<object> Decide(Mentorship mentorship, PairSide by, AttestIntroduction command, DateOnly today)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Running, "mentorship-not-running", "This mentorship is not running.");
        Refused.When(mentorship.CharterVersion is not null, "already-agreed", "Both have signed; meetings count from now on.");
        Refused.When(mentorship.IntroducedOn is not null, "already-introduced", "Both attested the introductory meeting already.");
        Refused.When(command.HeldOn > today, "meeting-in-the-future", "This day is yet to come.");
        Refused.When(mentorship.Introductions.Contains(new(command.HeldOn, by)), "already-attested", "This side has attested that day already.");
        IntroductionAttested attested = new(mentorship.Id, mentorship.CohortId, command.HeldOn, by);
        return mentorship.Introductions.Any(i => i.By != by && i.HeldOn == command.HeldOn)
            ? [attested, new IntroductoryMeetingHeld(mentorship.Id, mentorship.CohortId, command.HeldOn)] : [attested];
    }
}
