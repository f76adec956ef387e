using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>The numbers that every cost is made of, for who recomputes a certificate.</summary>
/// <param name="Level">What level 0 (unplaced) to 10 costs at score 1000; each point less costs 1 more.</param>
/// <param name="Leaving">What each mentee adds with anything but the former mentor; 0 without one.</param>
public sealed record CostTable(IReadOnlyList<BigInteger> Level, IReadOnlyList<BigInteger> Leaving)
{
    /// <summary>Under Fair, or under Least change with what was before: one entry per mentee, mentor -1 for none.</summary>
    public static CostTable Of(bool leastChange, int mentees, IReadOnlyList<FormerPair> former)
    {
        var costs = leastChange ? Costs.LeastChange([.. former.Select(f => f.Mentor)], [.. former.Select(f => f.Meetings)]) : Costs.Of(Policy.Fair, mentees);
        return new(costs.Level, costs.Leaving ?? new BigInteger[mentees]);
    }
}
