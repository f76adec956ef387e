using Advance.Contracts;
using Advance.Matching.Mentees;
using Marten;

namespace Advance.Matching.Rounds;

/// <summary>
/// A cohort, and some of its mentees before the whole pool of mentors, under the rules that a round opened now would have: what is asked
/// or decided outside of rounds goes by the same rules. <c>Frozen</c> is null where none of them is a mentee of the cohort.
/// </summary>
internal sealed record OutsideRounds(CohortOfRound Cohort, MatchingRules? Rules, FrozenRound? Frozen)
{
    /// <summary>No lot is drawn outside of rounds.</summary>
    private static readonly string NoSeed = new('0', 64);

    /// <summary>One mentee; 404 when there is no such cohort.</summary>
    public static async Task<OutsideRounds> OfMenteeAsync(IDocumentSession session, Guid cohortId, Guid personId, CancellationToken cancel)
    {
        var id = Mentee.IdOf(cohortId, personId);
        var (cohort, rules) = await RulesAsync(session, cohortId, cancel);
        var accepted = await session.QueryForNonStaleData<MenteeOfCohort>(PoolOfCohort.Patience).Where(m => m.Id == id && m.IsMentee).ToListAsync(cancel);
        var frozen = await FrozenAsync(session, cohort, rules, accepted, cancel);
        return new(cohort, rules, frozen is { Mentees.Count: 0 } ? null : frozen);
    }

    /// <summary>These mentees of the cohort.</summary>
    public static async Task<FrozenRound?> FrozenAsync(IQuerySession session, CohortOfRound cohort, MatchingRules? rules,
        IReadOnlyList<MenteeOfCohort> mentees, CancellationToken cancel) =>
        mentees.Count == 0 || cohort.Policy is null ? null : Freeze(cohort, rules, await PoolOfCohort.BeforeThePoolAsync(session, mentees, cancel));

    public static async Task<(CohortOfRound, MatchingRules?)> RulesAsync(IDocumentSession session, Guid cohortId, CancellationToken cancel)
    {
        var cohort = await session.Events.FetchLatest<CohortOfRound>(cohortId, cancel);
        var known = Missing.Unless(cohort is null || cohort.Id == Guid.Empty ? null : cohort, "cohort");
        return (known, await session.LoadAsync<MatchingRules>(MatchingRules.IdOf(known.StrandId), cancel));
    }

    /// <summary>The names of all rules that exclude the mentee and this mentor; null for a mentor who is not in the pool.</summary>
    public IReadOnlyList<string>? RulesAgainst(Guid mentorId) => Frozen?.Mentors.FirstOrDefault(m => m.MentorId == mentorId) is { } mentor
        ? new Eligibility(Frozen).RulesAgainst(Frozen.Mentees[0], mentor) : null;

    /// <summary>What the pair would score, by criterion; nothing for a mentor who is not in the pool.</summary>
    public IReadOnlyList<Contribution> ScoreOf(Guid mentorId) => Frozen?.Mentors.FirstOrDefault(m => m.MentorId == mentorId) is { } mentor
        ? new Scoring(Frozen).Of(Frozen.Mentees[0], mentor) : [];

    private static FrozenRound Freeze(CohortOfRound cohort, MatchingRules? rules, PoolOfCohort pool) => ComputeRoundEndpoint.Freeze(new()
    {
        CohortId = cohort.Id,
        WeightsVersion = 1,
        Weights = rules?.Weights ?? Weights.Default,
        RulesVersion = rules?.RulesVersion ?? 0,
        WithoutRules = rules?.WithoutRules ?? [],
    }, cohort, pool, NoSeed).InOrder();
}
