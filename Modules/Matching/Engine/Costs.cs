using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>
/// The lexicographic order as one integer per pair: <c>Level[level] + (1000 - score)</c>, and <c>Level[0] + 1000</c> for
/// being unplaced. With n mentees and K = 1001 n + 1:
/// Fair <c>Level[l] = (n + 1)^(10 - l) K</c>; Total <c>Level[0] = K</c>, otherwise 0.
/// No sum of scores reaches K and no count of mentees reaches n + 1, so a lower level always weighs more than all above it.
/// Least change: B exceeds every Fair sum; leaving the former mentor costs (1 + meetings held) B, and being unplaced
/// costs more than all changes together.
/// </summary>
sealed class Costs
{
    public BigInteger[] Level { get; } = new BigInteger[11];

    /// <summary>Added for mentee i on every pair but the one with <see cref="Former"/>; null when nothing was before.</summary>
    public BigInteger[]? Leaving { get; private init; }

    public int[]? Former { get; private init; }

    public static Costs Of(Policy policy, int mentees)
    {
        var costs = new Costs();
        var unit = new BigInteger(mentees) * 1001 + 1;
        if (policy == Policy.Fair)
            for (var level = 0; level <= 10; level++) costs.Level[level] = BigInteger.Pow(mentees + 1, 10 - level) * unit;
        else
            costs.Level[0] = unit;
        return costs;
    }

    public static Costs LeastChange(int[] former, int[] meetings)
    {
        var n = former.Length;
        var fair = Of(Policy.Fair, n);
        var change = (fair.Level[0] + 1000) * n + 1;
        var leaving = new BigInteger[n];
        BigInteger all = 0;
        for (var i = 0; i < n; i++)
        {
            leaving[i] = former[i] < 0 ? 0 : change * (1 + meetings[i]);
            all += leaving[i];
        }
        var costs = new Costs { Leaving = leaving, Former = former };
        fair.Level.CopyTo(costs.Level, 0);
        costs.Level[0] += all + change;
        return costs;
    }

    public BigInteger Unplaced(int mentee) => Level[0] + 1000 + (Leaving?[mentee] ?? 0);

    /// <summary>Cost of a whole plan.</summary>
    public BigInteger Of(IReadOnlyList<int> mentorOf, IReadOnlyList<int> profile, int total)
    {
        BigInteger sum = 1000L * mentorOf.Count - total;
        for (var level = 0; level <= 10; level++) sum += Level[level] * profile[level];
        for (var i = 0; Leaving is not null && i < mentorOf.Count; i++)
            if (Former![i] != mentorOf[i]) sum += Leaving[i];
        return sum;
    }

    /// <summary>Every dual and distance stays below 32 times the dearest pair: whoever is not pinned may always stay unplaced.</summary>
    public long Bits => (Level[0] + 1000 + (Leaving is { Length: > 0 } ? Leaving.Max() : 0)).GetBitLength() + 5;
}
