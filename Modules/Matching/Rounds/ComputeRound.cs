using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

/// <summary>
/// Freeze the inputs of a round as they stand now and compute the best plan over them, with its proof; again as often as wanted.
/// Refused with <c>round-published</c>, <c>cohort-over</c>, <c>no-mentees</c>, <c>no-mentors</c>, <c>too-large</c>,
/// <c>unknown-mentee</c>, <c>unknown-mentor</c>, <c>pin-ineligible</c>, <c>pin-forbidden</c>, <c>contradictory-pins</c>.
/// </summary>
public static class ComputeRoundEndpoint
{
    [WolverinePost("/api/matching-rounds/{roundId}/compute"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid roundId, IDocumentSession session, CancellationToken cancel)
    {
        var known = Missing.Unless(await session.LoadAsync<MatchingRound>(roundId, cancel), "matching round");
        var cohort = Missing.Unless(await session.Events.FetchLatest<CohortOfRound>(known.CohortId, cancel), "cohort");
        var seed = Missing.Unless(await session.LoadAsync<LotterySeed>(roundId, cancel), "lottery seed");
        var pool = known.IsRematch ? await PoolOfCohort.ForRematchAsync(session, known.CohortId, known.MayMove, cancel)
            : await PoolOfCohort.LoadAsync(session, known.CohortId, cancel);
        var round = await session.Events.FetchForExclusiveWriting<MatchingRound>(roundId, cancel);
        var computation = Computation.Of(Freeze(round.Aggregate!, cohort, pool, seed.Seed));
        round.AppendOne(Decide(round.Aggregate!, cohort, computation));
        session.Store(new ComputedRound
        {
            Id = computation.ProposalHash,
            RoundId = roundId,
            InputHash = computation.InputHash,
            Inputs = computation.Inputs,
            Proposal = computation.ProposalText,
        });
        return new(roundId);
    }

    public static FrozenRound Freeze(MatchingRound round, CohortOfRound cohort, PoolOfCohort pool, string seed)
    {
        Refused.When(round.Status == RoundStatus.Published, "round-published", "The pairs of this round are published.");
        return new(FrozenRound.TheForm, FrozenRound.TheEngine, round.IsRematch ? Computation.LeastChange : Computation.ThePolicy, round.Id,
            round.CohortId, cohort.StartsOn, cohort.EndsOn,
            cohort.Policy!.LookBackYears, cohort.Policy.ExternalMentorsOnly, Math.Max(1, cohort.Policy.MaxMentorWishes), seed,
            round.WeightsVersion, round.Weights, [.. Rule.All.Except(round.WithoutRules)], pool.Mentees, pool.Mentors, pool.Relationships,
            pool.Units, pool.History,
            [.. round.Pins.Select(p => new FrozenPair(p.MenteeId, p.MentorId))],
            [.. round.Forbids.Select(p => new FrozenPair(p.MenteeId, p.MentorId))], pool.Former,
            round.RulesVersion == 0 ? null : round.RulesVersion, pool.Same, cohort.Institutions);
    }

    public static ProposalComputed Decide(MatchingRound round, CohortOfRound cohort, Computation computation)
    {
        Refused.When(round.Status == RoundStatus.Published, "round-published", "The pairs of this round are published.");
        Refused.When(cohort.IsOver, "cohort-over", "This cohort is completed or cancelled.");
        return new(round.Id, round.CohortId, computation.InputHash, computation.ProposalHash, computation.Round.Mentees.Count,
            computation.Round.Mentors.Count, computation.Plan.Placed, computation.Plan.Total, FrozenRound.TheEngine);
    }
}
