using System.Collections.Concurrent;

namespace Advance.Matching.Rounds;

/// <summary>In how many of so many draws of weights up to 20 % off the pair stands.</summary>
public record RobustnessView(int Stands, int Drawn);

/// <summary>
/// How much each pair of a plan hangs on the exact weights. It follows from the frozen inputs alone, so what was measured once is kept
/// in memory under the plan's hash.
/// </summary>
public static class RobustnessOfPlan
{
    /// <summary>So many solves of pairs in all: 1,000 draws for twenty mentees and forty mentors, fewer for more, never under ten.</summary>
    private const int MostPairs = 2_000_000;
    private const int FewestDraws = 10;
    private const int MostKept = 16;

    private static readonly ConcurrentDictionary<string, Lazy<Engine.Robustness>> Kept = new(StringComparer.Ordinal);

    /// <summary>The share of one pair; null in a rematch, where the mentorships that run decide and not the weights.</summary>
    public static RobustnessView? Of(Computation it, int mentee, int mentor)
    {
        if (it.Round.Policy == Computation.LeastChange) return null;
        if (Kept.Count >= MostKept && !Kept.ContainsKey(it.ProposalHash)) Kept.Clear();
        var measured = Kept.GetOrAdd(it.ProposalHash, _ => new(() => Measure(it))).Value;
        return new(measured.Of(mentee, mentor), measured.Drawn);
    }

    public static int DrawsFor(int pairs) => Math.Clamp(MostPairs / Math.Max(1, pairs), FewestDraws, Engine.Robustness.Draws);

    private static Engine.Robustness Measure(Computation it) => Engine.Robustness.Measure(Engine.Policy.Fair, it.Round.Seed,
        draw => it.Rescored(Drawn(it.Round.Weights, draw)), DrawsFor(it.Instance.EdgeCount));

    private static Weights Drawn(Weights weights, Engine.WeightDraw draw) => new(weights.Topics * draw.PerMille("topics"),
        weights.Wishes * draw.PerMille("wishes"), weights.Difference * draw.PerMille("difference"), weights.Experience * draw.PerMille("experience"));
}
