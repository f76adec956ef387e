using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

/// <summary>Two who would both rather have each other; the mentor would give up <c>InsteadId</c>, or has a free place when null.</summary>
public record BlockingView(Guid MenteeId, Guid MentorId, Guid? InsteadId);

/// <summary>
/// A mentee without mentor: these mentees together have only these mentors, with fewer places; all empty where every eligible mentor
/// prefers others (Stable). The sentence says it in words.
/// </summary>
public record UnplacedView(Guid MenteeId, IReadOnlyList<Guid> Mentees, IReadOnlyList<Guid> Mentors, int Places, string Sentence);

/// <summary>
/// A plan under one policy: mentees placed, mentees per level 0 (unplaced) to 10, sum of scores, lowest level and score of anyone,
/// pairs who would rather have each other, mentees who would not keep the mentor they have (a rematch only), and the pairs.
/// </summary>
public record PolicyView(Engine.Policy Policy, int Placed, IReadOnlyList<int> Profile, int TotalScore, int WorstLevel, int WorstScore, int Moved,
    IReadOnlyList<BlockingView> BlockingPairs, IReadOnlyList<UnplacedView> Unplaced, IReadOnlyList<FrozenPair> Pairs);

/// <summary>The policies side by side over the frozen inputs of the computed plan, which was made under <c>Policy</c>.</summary>
public record PoliciesView(Guid RoundId, string ProposalHash, string Policy, string Language, IReadOnlyList<PolicyView> Policies);

public static class PoliciesOfRoundEndpoint
{
    /// <summary>Fair, Total, Stable and Least change side by side, on the same inputs. Refused with <c>not-computed</c>.</summary>
    [WolverineGet("/api/matching-rounds/{roundId}/policies"), Authorize(Policies.Committee)]
    public static async Task<PoliciesView> Get(Guid roundId, [FromQuery] string? lang, [FromHeader(Name = "Accept-Language")] string? acceptLanguage,
        IQuerySession session, CancellationToken cancel)
    {
        var language = Languages.Of(lang, acceptLanguage);
        var (_, computed) = await ProposalOfRoundEndpoint.LoadAsync(roundId, session, cancel);
        return Compare(Computation.From(computed.Inputs), language);
    }

    public static PoliciesView Compare(Computation it, string language)
    {
        Engine.Policy[] policies = [Engine.Policy.Fair, Engine.Policy.Total, Engine.Policy.Stable];
        var plans = policies.Select(policy => Engine.Matcher.Solve(it.Instance, policy)).Append(Engine.Rematch.Solve(it.Instance, it.Former));
        return new(it.Round.RoundId, it.ProposalHash, it.Round.Policy, language,
            [.. plans.Select(plan => ViewOf(it, Engine.SideBySide.Of(it.Instance, plan), language))]);
    }

    private static PolicyView ViewOf(Computation it, Engine.Candidate candidate, string language)
    {
        var plan = candidate.Plan;
        var moved = it.Former.Count(f => f.Mentor >= 0 && plan.MentorOf[f.Mentee] != f.Mentor);
        var sets = it.UnplacedOf(plan).ToDictionary(set => set.MenteeId);
        return new(plan.Policy, plan.Placed, plan.Profile, plan.Total, candidate.WorstLevel, candidate.WorstScore, moved,
            [.. candidate.BlockingPairs.Select(b => new BlockingView(PersonOf(it, b.Mentee), MentorOf(it, b.Mentor),
                b.Instead < 0 ? null : PersonOf(it, b.Instead)))],
            [.. Enumerable.Range(0, plan.MentorOf.Count).Where(i => plan.MentorOf[i] < 0)
                .Select(i => ViewOf(PersonOf(it, i), sets.GetValueOrDefault(PersonOf(it, i)), language))],
            [.. plan.Pairs.Select(p => new FrozenPair(PersonOf(it, p.Mentee), MentorOf(it, p.Mentor)))]);
    }

    private static UnplacedView ViewOf(Guid menteeId, UnplacedMentee? set, string language) =>
        new(menteeId, set?.Mentees ?? [], set?.Mentors ?? [], set?.Places ?? 0, ExplanationSentences.Unplaced(set, language));

    private static Guid PersonOf(Computation it, int mentee) => it.Round.Mentees[mentee].PersonId;

    private static Guid MentorOf(Computation it, int mentor) => it.Round.Mentors[mentor].MentorId;
}

/// <summary>What a rule costs: pairs that it alone excludes, and what the plan would gain without it in mentees placed and total score.</summary>
public record PriceOfRule(string Rule, int PairsExcluded, int PlacedMore, long TotalMore);

public static class PricesOfRulesEndpoint
{
    /// <summary>The price of each rule that excludes somebody, over the frozen inputs; nothing is kept. Refused with <c>not-computed</c>.</summary>
    [WolverineGet("/api/matching-rounds/{roundId}/prices-of-rules"), Authorize(Policies.Committee)]
    public static async Task<IReadOnlyList<PriceOfRule>> Get(Guid roundId, IQuerySession session, CancellationToken cancel)
    {
        var (_, computed) = await ProposalOfRoundEndpoint.LoadAsync(roundId, session, cancel);
        return Of(Computation.From(computed.Inputs));
    }

    public static IReadOnlyList<PriceOfRule> Of(Computation it)
    {
        Dictionary<string, int> alone = [];
        for (var i = 0; i < it.Round.Mentees.Count; i++)
            for (var j = 0; j < it.Round.Mentors.Count; j++)
                if (it.RulesAgainst(i, j) is [var rule]) alone[rule] = alone.GetValueOrDefault(rule) + 1;
        return [.. Rule.All.Except(Rule.Firm).Where(alone.ContainsKey).Select(rule =>
        {
            var without = WhatIfEndpoint.Answer(it.Round, it.Proposal, new(WithoutRules: [rule]));
            return new PriceOfRule(rule, alone[rule], without.PlacedMore, without.TotalMore);
        })];
    }
}
