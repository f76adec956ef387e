using System.Security.Claims;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Mentorships;

/// <summary>Every so many weeks, so many minutes each time.</summary>
public record StateTerms(int MeetEveryWeeks, int Minutes);

/// <summary>
/// State how often the two mean to meet, before both have signed; confidentiality and ending are the charter's. Other terms than those
/// signed so far take the signature off again. Refused with <c>mentorship-not-running</c>, <c>already-agreed</c>, <c>terms-unchanged</c>.
/// </summary>
public static class StateTermsEndpoint
{
    public static void Validate(StateTerms command) => Shape.Of(
        (command.MeetEveryWeeks is < 1 or > 26, "meetEveryWeeks", "The two meet every 1 to 26 weeks."),
        (command.Minutes is < 5 or > 480, "minutes", "A meeting lasts 5 to 480 minutes."));

    [WolverinePost("/api/mentorships/{mentorshipId}/state-terms"), Authorize(Policies.Participant)]
    public static (Done, TermsStated) Post(StateTerms command, ClaimsPrincipal user,
        [WriteModel("mentorshipId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentorship mentorship)
    {
        mentorship.OwnSideOf(user);
        return (new(mentorship.Id), Decide(mentorship, command));
    }

    public static TermsStated Decide(Mentorship mentorship, StateTerms command)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Running, "mentorship-not-running", "This mentorship is not running.");
        Refused.When(mentorship.CharterVersion is not null, "already-agreed", "Both have signed; these are the terms.");
        Refused.When(mentorship.Terms == new AgreementTerms(command.MeetEveryWeeks, command.Minutes), "terms-unchanged", "These are the terms already.");
        return new(mentorship.Id, mentorship.CohortId, command.MeetEveryWeeks, command.Minutes);
    }
}
