using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

/// <summary>What a plan is worth, counted anew from the words of the objective; the smaller array is the better plan.</summary>
static class Worth
{
    /// <summary>Unplaced, then (Fair) how many at levels 1 to 9, then minus the total.</summary>
    public static long[] Of(Instance round, Policy policy, IReadOnlyList<int> plan)
    {
        var (profile, total) = (new long[11], 0L);
        for (var i = 0; i < plan.Count; i++)
        {
            var edge = plan[i] < 0 ? null : Rounds.EdgeOf(round, i, plan[i]);
            profile[edge?.Level ?? 0]++;
            total += edge?.Score ?? 0;
        }
        return policy == Policy.Fair ? [.. profile[..10], -total] : [profile[0], -total];
    }

    /// <summary>Between plans of equal worth: sum of squared loads, pairs within one institution, sum of lots.</summary>
    public static (int Load, int Within, UInt128 Lots) Subordinate(Instance round, IReadOnlyList<int> plan)
    {
        var load = plan.Where(j => j >= 0).GroupBy(j => j).Sum(group => group.Count() * group.Count());
        UInt128 lots = 0;
        var within = 0;
        for (var i = 0; i < plan.Count; i++)
        {
            if (plan[i] >= 0 && !Rounds.EdgeOf(round, i, plan[i])!.Value.Across) within++;
            var mentor = plan[i] < 0 ? "" : round.Mentors[plan[i]].Key;
            lots += BinaryPrimitives.ReadUInt64BigEndian(
                SHA256.HashData(Encoding.UTF8.GetBytes($"{round.Seed}\n{round.Mentees[i].Key}\n{mentor}")));
        }
        return (load, within, lots);
    }

    public static int Compare(long[] one, long[] other)
    {
        for (var at = 0; at < one.Length; at++)
            if (one[at] != other[at]) return one[at].CompareTo(other[at]);
        return 0;
    }

    /// <summary>The formula of the matching policy for Fair, in 64 bits: enough for 5 mentees.</summary>
    public static long FairCost(Instance round, IReadOnlyList<int> plan)
    {
        var (n, cost) = (plan.Count, 0L);
        for (var i = 0; i < n; i++)
        {
            var edge = plan[i] < 0 ? null : Rounds.EdgeOf(round, i, plan[i]);
            var weight = n * 1001L + 1;
            for (var level = edge?.Level ?? 0; level < 10; level++) weight *= n + 1;
            cost += weight + 1000 - (edge?.Score ?? 0);
        }
        return cost;
    }
}
