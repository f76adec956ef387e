using System.Diagnostics;
using Advance.Matching.Engine;
using Google.OrTools.Sat;
using static Advance.Tests.Bench.MatchingFigures;

namespace Advance.Tests.Bench;

/// <summary>Peers that prove the whole lexicographic order in another way: CP-SAT, one solve for each part of it.</summary>
static class MatchingOracles
{
    public static void Run()
    {
        foreach (var (mentees, mentors, percent) in new[] { (20, 40, 40), (40, 25, 30) }) AgainstCpSat(MatchingRounds.Of(mentees, mentors, percent, 2));
    }

    static void AgainstCpSat(Instance round)
    {
        var watch = Stopwatch.GetTimestamp();
        var (profile, total) = CpSatOf(round);
        var peer = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
        var own = Milliseconds(31, () => Matcher.Solve(round, Policy.Fair));
        var plan = Matcher.Solve(round, Policy.Fair);
        var name = $"{round.Mentees.Count}x{round.Mentors.Count}, {round.EdgeCount} pairs";
        AtMost($"{name}: difference to OR-Tools CP-SAT in profile and total",
            plan.Profile.Zip(profile).Sum(level => Math.Abs(level.First - level.Second)) + Math.Abs(plan.Total - total), "", 0);
        AtLeast($"{name}: OR-Tools CP-SAT over ours ({own:F3} ms), leximin", peer / own, "x", 20);
    }

    /// <summary>Fewest at level 0, then fewest at level 1 and so on, then the greatest total: each fixed before the next is sought.</summary>
    static (int[] Profile, long Total) CpSatOf(Instance round)
    {
        var model = new CpModel();
        List<(BoolVar Var, Edge Edge)> all = [];
        var (atLevel, of) = (Enumerable.Range(0, 11).Select(_ => LinearExpr.NewBuilder()).ToArray(), round.Mentors.Select(_ => new List<BoolVar>()).ToArray());
        for (var i = 0; i < round.Mentees.Count; i++)
        {
            List<BoolVar> own = [model.NewBoolVar($"unplaced {i}")];
            atLevel[0].Add(own[0]);
            foreach (var edge in round.Mentees[i].Edges)
            {
                var chosen = model.NewBoolVar($"{i} with {edge.Mentor}");
                own.Add(chosen);
                of[edge.Mentor].Add(chosen);
                atLevel[edge.Level].Add(chosen);
                all.Add((chosen, edge));
            }
            model.AddExactlyOne(own);
        }
        for (var j = 0; j < of.Length; j++) model.Add(LinearExpr.Sum(of[j]) <= round.Mentors[j].Capacity);
        var profile = new int[11];
        for (var level = 0; level < 10; level++)
        {
            model.Minimize(atLevel[level]);
            profile[level] = (int)Best(model);
            model.Add(atLevel[level] == profile[level]);
        }
        profile[10] = round.Mentees.Count - profile.Sum();
        model.Maximize(LinearExpr.WeightedSum(all.Select(it => it.Var), all.Select(it => (long)it.Edge.Score)));
        return (profile, Best(model));
    }

    static long Best(CpModel model)
    {
        var solver = new CpSolver { StringParameters = "num_workers:1,random_seed:1" };
        return solver.Solve(model) == CpSolverStatus.Optimal ? (long)Math.Round(solver.ObjectiveValue) : throw new InvalidOperationException("The peer found no plan.");
    }
}
