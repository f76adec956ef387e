using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Matching.Mentors;
using Advance.Matching.Mentorships;
using Advance.Matching.Requests;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

/// <summary>
/// Publish the approved proposal in one go: each new pair is proposed to its mentee, and a mentorship that a rematch moves ends. Mentors
/// and mentees are locked and looked at again.
/// Refused with <c>round-published</c>, <c>not-approved</c>, <c>cohort-over</c>, <c>mentor-unavailable</c>, <c>mentee-unavailable</c>,
/// <c>pair-no-longer-eligible</c>.
/// </summary>
public static partial class PublishRoundEndpoint
{
    [WolverinePost("/api/matching-rounds/{roundId}/publish"), Authorize(Policies.Staff)]
    public static async Task<(Done, OutgoingMessages)> Post(Guid roundId, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        var known = Missing.Unless(await session.LoadAsync<MatchingRound>(roundId, cancel), "matching round");
        var cohort = Missing.Unless(await session.Events.FetchLatest<CohortOfRound>(known.CohortId, cancel), "cohort");
        var accepted = await session.QueryForNonStaleData<MenteeOfCohort>(PoolOfCohort.Patience)
            .Where(m => m.CohortId == known.CohortId && m.IsMentee).Select(m => m.PersonId).ToListAsync(cancel);
        var asItStands = await AsItStandsAsync(session, known, cohort, cancel);
        var stream = await session.Events.FetchForExclusiveWriting<MatchingRound>(roundId, cancel);
        var round = stream.Aggregate!;
        Refused.When(round.Status == RoundStatus.Published, "round-published", "The pairs of this round are published.");
        var computed = round.ProposalHash is { } hash ? await session.LoadAsync<ComputedRound>(hash, cancel) : null;
        var proposal = computed is null ? null : Canonical.Read<Proposal>(computed.Proposal);
        var former = computed is null ? [] : Canonical.Read<FrozenRound>(computed.Inputs).Former ?? [];
        var moved = Moved(proposal, former);
        var mentors = await MentorsAsync(session, proposal, moved, cancel);
        await session.HoldAsync(Ids.Of("mentees", round.CohortId), cancel);
        var mentees = await MenteesAsync(session, round.CohortId, proposal, cancel);
        var (published, pairs) = Decide(round, cohort, proposal, mentors.ToDictionary(m => m.Key, m => m.Value.Aggregate!), mentees,
            accepted.ToHashSet(), clock.GetUtcNow(), former, await PoolOfCohort.ProposedAsync(session, cancel), asItStands);
        stream.AppendOne(published);
        foreach (var was in moved.OrderBy(m => m.MentorshipId)) await EndAsync(session, was, mentors[was.MentorId], cancel);
        OutgoingMessages scheduled = [];
        foreach (var pair in pairs)
        {
            session.Events.StartStream<Mentorship>(pair.MentorshipId, pair);
            Hold(session, mentees.GetValueOrDefault(pair.MenteeId), pair);
            scheduled.Schedule(pair.MentorshipId, pair.DaysToAnswer, PairSide.Mentee);
        }

        await session.CloseRequestsAsync(round.CohortId, pairs.ToDictionary(p => p.MenteeId, p => (Guid?)p.MentorId), cancel);
        return (new(roundId), scheduled);
    }

    public static (MatchingRoundPublished, IReadOnlyList<PairProposed>) Decide(MatchingRound round, CohortOfRound cohort, Proposal? proposal,
        IReadOnlyDictionary<Guid, Mentor> mentors, IReadOnlyDictionary<Guid, Mentee> mentees, IReadOnlySet<Guid> accepted, DateTimeOffset now,
        IReadOnlyList<FrozenFormer>? former = null, IReadOnlyDictionary<Guid, int>? proposed = null, FrozenRound? asItStands = null)
    {
        Refused.When(round.Status == RoundStatus.Published, "round-published", "The pairs of this round are published.");
        Refused.When(round.Status != RoundStatus.Approved || proposal is null, "not-approved", "Nobody approved the proposal as it stands.");
        Refused.When(cohort.IsOver, "cohort-over", "This cohort is completed or cancelled.");
        var (moved, runs) = (Moved(proposal, former ?? []), (former ?? []).ToDictionary(f => f.MenteeId));
        List<ProposedPair> begin = [.. proposal!.Pairs.Where(p => runs.GetValueOrDefault(p.MenteeId)?.MentorId != p.MentorId)];
        foreach (var (mentorId, wanted) in begin.CountBy(p => p.MentorId))
        {
            var left = moved.Count(m => m.MentorId == mentorId);
            var unavailable = !mentors.TryGetValue(mentorId, out var mentor) || mentor.Status != MentorStatus.Enrolled
                || mentor.FreeBeside(proposed?.GetValueOrDefault(mentorId) ?? 0) + left < wanted;
            Refused.When(unavailable, "mentor-unavailable", $"Mentor {mentorId} no longer has the places of this plan; compute again.");
        }

        foreach (var personId in proposal.Pairs.Select(p => p.MenteeId))
        {
            var unavailable = !accepted.Contains(personId)
                || mentees.GetValueOrDefault(personId)?.MentorshipId != runs.GetValueOrDefault(personId)?.MentorshipId;
            Refused.When(unavailable, "mentee-unavailable", $"{personId} no longer waits for a mentor in this cohort; compute again.");
        }

        foreach (var pair in begin) MustStillBeEligible(asItStands, pair);
        return (new(round.Id, round.CohortId, round.ProposalHash!, begin.Count), [.. begin.Select(p => new PairProposed(Ids.New(),
            round.Id, round.CohortId, p.MenteeId, p.MentorId, p.MentorPersonId, p.Score, now.AddDays(round.DaysToAnswer), round.DaysToAnswer,
            round.IntroductoryMeeting))]);
    }

    /// <summary>The mentorships that the plan gives up for another mentor; one whose mentee has none in the plan goes on.</summary>
    public static IReadOnlyList<FrozenFormer> Moved(Proposal? proposal, IReadOnlyList<FrozenFormer> former) =>
        [.. former.Where(f => proposal?.Pairs.Any(p => p.MenteeId == f.MenteeId && p.MentorId != f.MentorId) == true)];
}
