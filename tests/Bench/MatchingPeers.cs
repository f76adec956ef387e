using Advance.Matching.Engine;
using Google.OrTools.Graph;
using static Advance.Tests.Bench.MatchingFigures;

namespace Advance.Tests.Bench;

/// <summary><c>matching [FOLDER of mentor-match sample]</c>: the engine against its own floors and against OR-Tools in the same process. Both sides build their
/// model from the same instance in the measured time, as whoever uses them must.</summary>
public static class MatchingPeers
{
    public static int Run(string[] args)
    {
        Own();
        foreach (var (mentees, mentors, percent, capacity, floor) in new[] { (20, 40, 50, 2, 3.0), (200, 150, 10, 3, 20.0), (500, 300, 5, 3, 20.0), (500, 300, 10, 3, 20.0) })
            AgainstMinCostFlow(MatchingRounds.Of(mentees, mentors, percent, capacity), floor);
        foreach (var size in new[] { 100, 500, 1000 }) AgainstLinearSumAssignment(MatchingRounds.Of(size, size, 100, 1));
        MatchingOracles.Run();
        MatchingScipy.Run();
        if (args is [var folder]) MatchingQuality.MentorMatch(folder);
        else Console.WriteLine("{\"name\":\"mentor-match large\",\"skipped\":\"no folder given\"}");
        MatchingQuality.Fairness();
        MatchingQuality.OneMentorLeaves();
        return Missed == 0 ? 0 : 1;
    }

    static void Own()
    {
        foreach (var (mentees, mentors, percent, floor) in new[] { (20, 40, 60, 5.0), (200, 150, 20, 150.0), (500, 300, 20, 150.0), (500, 300, 100, 150.0) })
        {
            var round = MatchingRounds.Of(mentees, mentors, percent, 2);
            var name = $"{mentees}x{mentors} {percent}%";
            AtMost($"{name}: leximin, certificate, all regrets, all answers", Milliseconds(11, () => Everything(round)), "ms", floor);
            var solve = Milliseconds(11, () => Matcher.Solve(round, Policy.Fair));
            var plan = Matcher.Solve(round, Policy.Fair);
            AtMost($"{name}: leximin alone", solve, "ms", floor);
            var regrets = Milliseconds(31, () => AllRegrets(round, plan));
            AtLeast($"{name}: all regrets against solving again with each pair pinned", SolvingAgain(round) * round.EdgeCount / regrets, "x", 500);
            AtMost($"{name}: violations", CertificateCheck.Check(round, plan).Violations, "pairs", 0);
        }
        Largest();
    }

    /// <summary>Milliseconds of one "what if this pair stood": the round with the pair pinned, solved; the mean over up to 100 pairs.</summary>
    static double SolvingAgain(Instance round)
    {
        Pair[] pairs = [.. round.Mentees.SelectMany((mentee, i) => mentee.Edges.Select(edge => new Pair(i, edge.Mentor)))];
        Pair[] some = [.. pairs.Where((_, at) => at % (1 + pairs.Length / 100) == 0)];
        return Milliseconds(1, () => Array.ForEach(some, pair => Matcher.Solve(round.Pinning(pair), Policy.Fair))) / some.Length;
    }

    static void Largest()
    {
        var round = MatchingRounds.Of(2000, 2000, 100, 1);
        foreach (var policy in new[] { Policy.Total, Policy.Fair })
        {
            var plan = Matcher.Solve(round, policy);
            AtMost($"2000x2000 100% {policy}: gap", CertificateCheck.Check(round, plan).Proven ? 0 : 1, "", 0);
            AtMost($"2000x2000 100% {policy}: check of the certificate", Milliseconds(5, () => CertificateCheck.Check(round, plan)), "ms", 25);
            AtMost($"2000x2000 100% {policy}: solve", Milliseconds(1, () => Matcher.Solve(round, policy)), "ms", 60_000);
        }
    }

    static void Everything(Instance round)
    {
        var plan = Matcher.Solve(round, Policy.Fair);
        var told = new Answers(round, plan).All().Count();
        if (told != round.EdgeCount || !CertificateCheck.Check(round, plan).Proven) throw new InvalidOperationException("Not every pair has an answer.");
    }

    static void AllRegrets(Instance round, Plan plan)
    {
        var regrets = Regrets.Of(round, plan);
        for (var i = 0; i < round.Mentees.Count; i++)
            foreach (var edge in round.Mentees[i].Edges) regrets.Cost(i, edge.Mentor);
    }

    static void AgainstMinCostFlow(Instance round, double floor)
    {
        var (placed, total) = (0, 0L);
        var peer = Milliseconds(11, () => (placed, total) = MinCostFlowOf(round));
        var own = Milliseconds(31, () => Matcher.Solve(round, Policy.Total));
        var plan = Matcher.Solve(round, Policy.Total);
        var name = $"{round.Mentees.Count}x{round.Mentors.Count}, {round.EdgeCount} pairs";
        AtMost($"{name}: difference to OR-Tools MinCostFlow", Math.Abs(plan.Placed - placed) + Math.Abs(plan.Total - total), "points", 0);
        AtLeast($"{name}: OR-Tools MinCostFlow over ours ({own:F3} ms)", peer / own, "x", floor);
    }

    /// <summary>Unplaced as a node that everyone may reach at a cost above any sum of scores.</summary>
    static (int Placed, long Total) MinCostFlowOf(Instance round)
    {
        using var flow = new MinCostFlow();
        var (n, m) = (round.Mentees.Count, round.Mentors.Count);
        for (var i = 0; i < n; i++)
        {
            flow.SetNodeSupply(i, 1);
            foreach (var edge in round.Mentees[i].Edges) flow.AddArcWithCapacityAndUnitCost(i, n + edge.Mentor, 1, 1000 - edge.Score);
            flow.AddArcWithCapacityAndUnitCost(i, n + m, 1, n * 1001L + 1001);
        }
        for (var j = 0; j < m; j++) flow.AddArcWithCapacityAndUnitCost(n + j, n + m, round.Mentors[j].Capacity, 0);
        flow.SetNodeSupply(n + m, -n);
        if (flow.Solve() != MinCostFlowBase.Status.OPTIMAL) throw new InvalidOperationException("The peer found no plan.");
        var unplaced = flow.OptimalCost() / (n * 1001L + 1001);
        return ((int)(n - unplaced), (n - unplaced) * 1000 - flow.OptimalCost() % (n * 1001L + 1001));
    }

    static void AgainstLinearSumAssignment(Instance round)
    {
        var cost = 0L;
        var peer = Milliseconds(5, () => cost = LinearSumAssignmentOf(round));
        var own = Milliseconds(5, () => Matcher.Solve(round, Policy.Total));
        var name = $"{round.Mentees.Count}x{round.Mentors.Count} dense";
        AtMost($"{name}: difference to OR-Tools LinearSumAssignment",
            Math.Abs(round.Mentees.Count * 1000L - cost - Matcher.Solve(round, Policy.Total).Total), "points", 0);
        AtLeast($"{name}: OR-Tools LinearSumAssignment over ours ({own:F3} ms)", peer / own, "x", 1.2);
    }

    internal static long LinearSumAssignmentOf(Instance round)
    {
        using var assignment = new LinearSumAssignment();
        for (var i = 0; i < round.Mentees.Count; i++)
            foreach (var edge in round.Mentees[i].Edges) assignment.AddArcWithCost(i, edge.Mentor, 1000 - edge.Score);
        if (assignment.Solve() != LinearSumAssignment.Status.OPTIMAL) throw new InvalidOperationException("The peer found no plan.");
        return assignment.OptimalCost();
    }
}
