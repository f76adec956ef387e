using System.Security.Claims;
using Advance.Contracts;
using Advance.Matching.Conflicts;
using Advance.Matching.Mentors;
using Advance.Matching.Rounds;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine;
using Wolverine.Http;

namespace Advance.Matching.Mentorships;

/// <summary>What an acceptance leads to: the mentor's also forms the mentorship and takes a place.</summary>
public record Acceptance(ProposalAccepted Accepted, MentorshipFormed? Formed = null, MentorPlaceTaken? Taken = null);

/// <summary>
/// Say yes to a proposal: the mentee first, then the mentor (rule M6), whose places over all cohorts are counted under lock (rule M3).
/// Staff speak for the one whose turn it is. Refused with <c>proposal-lapsed</c>, <c>proposal-closed</c>, <c>mentee-first</c>,
/// <c>already-accepted</c>, <c>mentor-unavailable</c>, <c>mentor-at-capacity</c>, and while a conflict of the pair is open with
/// <c>proposal-under-review</c>.
/// </summary>
public static class AcceptProposalEndpoint
{
    [WolverinePost("/api/mentorships/{mentorshipId}/accept"), Authorize(Policies.Participant)]
    public static async Task<(Done, OutgoingMessages)> Post(Guid mentorshipId, ClaimsPrincipal user, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        var known = Missing.Unless(await session.LoadAsync<Mentorship>(mentorshipId, cancel), "mentorship");
        var pairing = await Pairing.LockAsync(session, known, cancel);
        var by = pairing.It.SideOf(user, pairing.It.Status == MentorshipStatus.Proposed ? PairSide.Mentee : PairSide.Mentor);
        var underReview = await session.Query<Conflict>().AnyAsync(c => c.MentorshipId == mentorshipId && c.Remedy == null && !c.IsEased, cancel);
        var acceptance = Decide(pairing.It, pairing.Mentor.Aggregate!, by, clock.GetUtcNow(), underReview);
        pairing.Mentorship.AppendOne(acceptance.Accepted);
        OutgoingMessages scheduled = [];
        if (acceptance.Formed is { } formed)
        {
            pairing.Mentorship.AppendOne(formed);
            pairing.Mentor.AppendOne(acceptance.Taken!);
            scheduled.Delay(new WatchActivity(mentorshipId), TimeSpan.FromDays(WatchActivityHandler.QuietDays));
            var round = await session.LoadAsync<MatchingRound>(known.MatchingRoundId, cancel);
            AskHowItGoesHandler.Schedule(scheduled, mentorshipId, round?.CheckInDays ?? known.ByHand?.CheckInDays, clock.GetUtcNow());
        }
        else scheduled.Schedule(mentorshipId, known.DaysToAnswer, PairSide.Mentor);

        return (new(mentorshipId), scheduled);
    }

    public static Acceptance Decide(Mentorship mentorship, Mentor mentor, PairSide by, DateTimeOffset now, bool underReview = false)
    {
        var lapsed = mentorship.Status == MentorshipStatus.Lapsed || (mentorship.AwaitsAnswer && mentorship.AnswerBy <= now);
        Refused.When(lapsed, "proposal-lapsed", "This proposal was not answered in time.");
        Refused.When(!mentorship.AwaitsAnswer, "proposal-closed", "This proposal is answered already.");
        Refused.When(by == PairSide.Mentor && mentorship.Status == MentorshipStatus.Proposed, "mentee-first", "The mentee answers first.");
        Refused.When(by == PairSide.Mentee && mentorship.Status != MentorshipStatus.Proposed, "already-accepted", "The mentee has accepted already.");
        Refused.When(mentor.Status == MentorStatus.Retired, "mentor-unavailable", "This mentor has left the pool.");
        Refused.When(underReview, "proposal-under-review", "The programme looks at this proposal first; it can be refused, or accepted later.");
        if (by == PairSide.Mentee) return new(new(mentorship.Id, mentorship.CohortId, by, now.AddDays(mentorship.DaysToAnswer)));
        Refused.When(mentor.Free == 0, "mentor-at-capacity", "Every place of this mentor is taken, over all cohorts.");
        return new(new(mentorship.Id, mentorship.CohortId, by),
            new(mentorship.Id, mentorship.CohortId, mentorship.MenteeId, mentorship.MentorId, mentorship.MentorPersonId),
            new(mentor.Id, mentorship.Id, mentorship.CohortId));
    }
}
