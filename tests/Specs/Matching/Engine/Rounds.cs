using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

/// <summary>Rounds to test with.</summary>
static class Rounds
{
    /// <summary>At most 5 mentees and 4 mentors: few enough to list every plan. Coarse scores make ties frequent.</summary>
    public static Instance Small(int number)
    {
        var draws = new Draws((ulong)number);
        var coarse = draws.Below(3) switch { 0 => 500, 1 => 100, _ => 1 };
        return Random(draws, 1 + draws.Below(5), 1 + draws.Below(4), maxCapacity: 2, percent: 40 + draws.Below(60), coarse);
    }

    public static Instance Random(ulong number, int mentees, int mentors, int maxCapacity = 2, int percent = 50) =>
        Random(new Draws(number), mentees, mentors, maxCapacity, percent, coarse: 1);

    static Instance Random(Draws draws, int mentees, int mentors, int maxCapacity, int percent, int coarse) => new(
        [.. Enumerable.Range(0, mentees).Select(i => new Mentee($"mentee-{i}", [.. EdgesOf(draws, mentors, percent, coarse)]))],
        [.. Enumerable.Range(0, mentors).Select(j => new Mentor($"mentor-{j}", draws.Below(maxCapacity + 1)))], "seed");

    static List<Edge> EdgesOf(Draws draws, int mentors, int percent, int coarse)
    {
        var edges = new List<Edge>();
        for (var j = 0; j < mentors; j++)
        {
            if (draws.Below(100) >= percent) continue;
            var score = draws.Below(1001) / coarse * coarse;
            edges.Add(new(j, score, coarse == 500 ? 1 + draws.Below(3) : 1 + draws.Below(10)) { Across = draws.Below(2) == 0 });
        }
        return edges;
    }

    /// <summary>Every plan within the capacities; -1 is unplaced.</summary>
    public static IEnumerable<int[]> EveryPlan(Instance round)
    {
        var (plan, load) = (new int[round.Mentees.Count], new int[round.Mentors.Count]);
        return From(0);

        IEnumerable<int[]> From(int i)
        {
            if (i == plan.Length)
            {
                yield return plan;
                yield break;
            }
            plan[i] = -1;
            foreach (var each in From(i + 1)) yield return each;
            foreach (var edge in round.Mentees[i].Edges)
            {
                if (load[edge.Mentor] == round.Mentors[edge.Mentor].Capacity) continue;
                load[edge.Mentor]++;
                plan[i] = edge.Mentor;
                foreach (var each in From(i + 1)) yield return each;
                load[edge.Mentor]--;
            }
        }
    }

    public static Edge? EdgeOf(Instance round, int mentee, int mentor)
    {
        foreach (var edge in round.Mentees[mentee].Edges)
            if (edge.Mentor == mentor) return edge;
        return null;
    }
}
