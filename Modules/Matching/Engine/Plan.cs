using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>
/// Proof that no plan is better: <c>V[j] &lt;= 0</c>, <c>cost[i,j] - U[i] - V[j] >= 0</c> on every eligible pair,
/// <c>unplaced[i] - U[i] >= 0</c> for every mentee who is not pinned, and <c>sum of U + sum of capacity * V = Cost</c>.
/// Costs are those of matching policy: <c>(n+1)^(10-level) * (1001 n + 1) + (1000 - score)</c> under Fair.
/// </summary>
/// <param name="U">One number per mentee.</param>
/// <param name="V">One number per mentor: minus what one more place with that mentor would be worth.</param>
/// <param name="Cost">The cost of the plan.</param>
public sealed record Certificate(IReadOnlyList<BigInteger> U, IReadOnlyList<BigInteger> V, BigInteger Cost);

/// <summary>A proposal: who goes with whom, what it is worth, and the proof.</summary>
public sealed class Plan
{
    internal Plan(Instance instance, Policy policy, int[] mentorOf)
    {
        (Policy, MentorOf) = (policy, mentorOf);
        var profile = new int[11];
        for (var i = 0; i < mentorOf.Length; i++)
        {
            if (mentorOf[i] < 0)
            {
                profile[0]++;
                continue;
            }
            var cell = instance.Cells[instance.Find(i, mentorOf[i])];
            profile[cell.Level]++;
            Total += cell.Score;
        }
        Profile = profile;
        Pairs = [.. mentorOf.Select((mentor, i) => new Pair(i, mentor)).Where(pair => pair.Mentor >= 0)];
    }

    internal Plan(Instance instance, Policy policy, int[] mentorOf, Costs costs, BigInteger[] u, BigInteger[] v)
        : this(instance, policy, mentorOf) => (Costs, Certificate) = (costs, new(u, v, costs.Of(mentorOf, Profile, Total)));

    public Policy Policy { get; }

    /// <summary>Mentor of each mentee, -1 for unplaced.</summary>
    public IReadOnlyList<int> MentorOf { get; }

    /// <summary>The pairs, by mentee.</summary>
    public IReadOnlyList<Pair> Pairs { get; }

    public int Placed => Pairs.Count;

    /// <summary>Sum of the scores of all pairs.</summary>
    public int Total { get; }

    /// <summary>How many mentees are at level 0 (unplaced) to 10.</summary>
    public IReadOnlyList<int> Profile { get; }

    /// <summary>Null under <see cref="Policy.Stable"/>, whose proof is that there is no blocking pair.</summary>
    public Certificate? Certificate { get; }

    internal Costs? Costs { get; }
}
