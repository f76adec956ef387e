using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Matching.Mentors;
using Advance.Matching.Requests;
using Advance.Matching.Rounds;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine;
using Wolverine.Http;

namespace Advance.Matching.Mentorships;

/// <summary>The mentee's person, the mentor, why (a code), and other days for each side to answer than the strand's rules say.</summary>
public record ProposePair(Guid MenteeId, Guid MentorId, PairReason Reason, int? DaysToAnswer = null);

/// <summary>
/// Propose a pair by hand, outside of any round: by the same rules of eligibility, and from here on as every proposal (the mentee answers
/// first). What the mentee asks for is closed by it. Refused with <c>cohort-over</c>, <c>not-one-on-one</c>, <c>not-a-mentee</c>,
/// <c>mentee-unavailable</c>, <c>mentor-unavailable</c>, <c>pair-ineligible</c> (<c>errors.rules</c> names the rules).
/// </summary>
public static class ProposePairEndpoint
{
    public static void Validate(ProposePair command) => Shape.Of(
        (command.MenteeId == Guid.Empty, "menteeId", "Which mentee (a person's id)?"),
        (command.MentorId == Guid.Empty, "mentorId", "Which mentor?"),
        (command.DaysToAnswer is < 1 or > 60, "daysToAnswer", "Each side has 1 to 60 days to answer."));

    [WolverinePost("/api/cohorts/{cohortId}/propose-pair"), Authorize(Policies.Staff)]
    public static async Task<(Created, OutgoingMessages)> Post(Guid cohortId, ProposePair command, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        var known = await OutsideRounds.OfMenteeAsync(session, cohortId, command.MenteeId, cancel);
        var mentor = await session.Events.FetchForExclusiveWriting<Mentor>(command.MentorId, cancel); // the giver before the taker
        await session.HoldAsync(Ids.Of("mentees", cohortId), cancel);
        var mentee = await session.LoadAsync<Mentee>(Mentee.IdOf(cohortId, command.MenteeId), cancel);
        var proposed = (await PoolOfCohort.ProposedAsync(session, cancel)).GetValueOrDefault(command.MentorId);
        var (pair, byHand) = Decide(known.Cohort, known.Rules, known.Frozen is not null, mentee, mentor.Aggregate, proposed,
            known.RulesAgainst(command.MentorId) ?? [], known.ScoreOf(command.MentorId), command, Ids.New(), clock.GetUtcNow());
        session.Events.StartStream<Mentorship>(pair.MentorshipId, pair, byHand);
        PublishRoundEndpoint.Hold(session, mentee, pair);
        await session.CloseRequestsAsync(cohortId, new Dictionary<Guid, Guid?> { [pair.MenteeId] = pair.MentorId }, cancel);
        OutgoingMessages scheduled = [];
        scheduled.Schedule(pair.MentorshipId, pair.DaysToAnswer, PairSide.Mentee);
        return (new(pair.MentorshipId) { In = "/api/mentorships" }, scheduled);
    }

    public static (PairProposed, ProposedByHand) Decide(CohortOfRound cohort, MatchingRules? rules, bool isMentee, Mentee? mentee, Mentor? mentor,
        int proposed, IReadOnlyList<string> rulesAgainst, IReadOnlyList<Contribution> contributions, ProposePair command, Guid id, DateTimeOffset now)
    {
        Refused.When(cohort.IsOver, "cohort-over", "This cohort is completed or cancelled.");
        Refused.When(cohort.Format != StrandFormat.OneOnOne, "not-one-on-one", "Only a one-on-one cohort is matched in pairs.");
        Refused.When(!isMentee, "not-a-mentee", "This person is no mentee of this cohort.");
        Refused.When(mentee?.MentorshipId is not null, "mentee-unavailable", "This mentee has a mentor, or a proposal to answer.");
        Refused.When(mentor is null or { Status: MentorStatus.Retired }, "mentor-unavailable", "There is no such mentor in the pool.");
        MustBeEligible(rulesAgainst, mentor!, proposed, command);
        var days = command.DaysToAnswer ?? rules?.DaysToAnswer ?? 14;
        return (new(id, Guid.Empty, cohort.Id, command.MenteeId, command.MentorId, mentor!.PersonId, contributions.Sum(c => c.Points), now.AddDays(days),
                days, rules?.IntroductoryMeeting == true),
            new(id, command.Reason, rules?.RulesVersion ?? 0, [.. Rule.All.Except(rules?.WithoutRules ?? [])], contributions, rules?.CheckInDays));
    }

    /// <summary>What the mentor's own stream says, under lock, outweighs what was read before it was locked.</summary>
    private static void MustBeEligible(IReadOnlyList<string> rulesAgainst, Mentor mentor, int proposed, ProposePair command)
    {
        HashSet<string> against = [.. rulesAgainst.Except([Rule.NoCapacity, Rule.MentorPaused])];
        if (mentor.FreeBeside(proposed) == 0) against.Add(Rule.NoCapacity);
        if (mentor.Status == MentorStatus.Paused) against.Add(Rule.MentorPaused);
        if (mentor.NeverAgain.Contains(command.MenteeId)) against.Add(Rule.DeclaredRefusal);
        if (against.Count == 0) return;
        string[] names = [.. Rule.All.Where(against.Contains)];
        var words = string.Join("; ", names.Select(rule => Wording.Rules[rule].En));
        throw new Refused("pair-ineligible", $"The pair is not eligible: {words}.") { Parts = new Dictionary<string, string[]> { ["rules"] = names } };
    }
}
