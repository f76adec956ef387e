using System.Security.Claims;
using Advance.Contracts;
using Advance.Matching.Rounds;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;
using Appended = Wolverine.Marten.Events;

namespace Advance.Matching.Mentorships;

/// <summary>
/// Sign the mentoring agreement under the cohort's charter; it holds when both signed, and from then on meetings count (rule M7).
/// What is signed are the terms as last stated; other ones need both signatures anew. Refused with <c>mentorship-not-running</c>,
/// <c>introductory-meeting-first</c>, <c>already-signed</c>.
/// </summary>
public static class AgreeMentorshipEndpoint
{
    [WolverinePost("/api/mentorships/{mentorshipId}/agree"), Authorize(Policies.Participant)]
    public static async Task<(Done, Appended)> Post(ClaimsPrincipal user,
        [WriteModel("mentorshipId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Mentorship mentorship, IDocumentSession session,
        CancellationToken cancel)
    {
        var by = mentorship.SideOf(user, mentorship.SignedBy.Contains(PairSide.Mentee) ? PairSide.Mentor : PairSide.Mentee);
        var cohort = Missing.Unless(await session.Events.FetchLatest<CohortOfRound>(mentorship.CohortId, cancel), "cohort");
        return (new(mentorship.Id), [.. Decide(mentorship, by, cohort.CharterVersion ?? "")]);
    }

    public static IReadOnlyList<object> Decide(Mentorship mentorship, PairSide by, string charterVersion)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Running, "mentorship-not-running", "This mentorship is not running.");
        Refused.When(mentorship.IntroductoryMeeting && mentorship.IntroducedOn is null, "introductory-meeting-first",
            "The two meet before they sign; both attest that.");
        Refused.When(mentorship.SignedBy.Contains(by), "already-signed", "This side has signed already.");
        AgreementSigned signed = new(mentorship.Id, mentorship.CohortId, by);
        return mentorship.SignedBy.Count == 0 ? [signed] : [signed, new MentorshipAgreed(mentorship.Id, mentorship.CohortId, charterVersion)];
    }
}
