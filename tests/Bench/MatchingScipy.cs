using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Advance.Matching.Engine;
using static Advance.Tests.Bench.MatchingFigures;

namespace Advance.Tests.Bench;

/// <summary>scipy as a peer, where a python3 has it. Its time is taken within python, for the assignment alone (the best of five): its matrix is
/// made before, while ours makes its model within the time.</summary>
static class MatchingScipy
{
    const string Head = "import sys,json,time,numpy,scipy.optimize as o,scipy.sparse as s,scipy.sparse.csgraph as g\ni=json.load(sys.stdin)\nbest=9e9\n";
    const string Timed = "for _ in range(5):\n t=time.perf_counter();r,k=f();best=min(best,time.perf_counter()-t)\nprint(int(c[r,k].sum()),best*1000)";
    const string Dense = Head + "c=numpy.array(i)\nf=lambda:o.linear_sum_assignment(c)\n" + Timed;
    const string Sparse = Head + "c=s.csr_matrix((i[0],(i[1],i[2])),shape=i[3])\nf=lambda:g.min_weight_full_bipartite_matching(c)\n" + Timed;

    public static void Run()
    {
        if (Array.Find(["python3", "/usr/bin/python3"], python => Said(python, "import scipy.sparse.csgraph, scipy.optimize, numpy", "") is not null) is not { } python)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { name = "scipy", skipped = "no python3 here has scipy" }));
            return;
        }
        foreach (var size in new[] { 100, 500, 1000 }) Assignment(python, MatchingRounds.Of(size, size, 100, 1));
        foreach (var (mentees, mentors, percent) in new[] { (20, 40, 50), (200, 150, 10), (500, 300, 5), (500, 300, 10) })
            Full(python, MatchingRounds.Of(mentees, mentors, percent, 3));
    }

    static void Assignment(string python, Instance round)
    {
        var costs = round.Mentees.Select(mentee => mentee.Edges.OrderBy(edge => edge.Mentor).Select(edge => 1000 - edge.Score));
        Compare(python, Dense, JsonSerializer.Serialize(costs), round, "dense: scipy linear_sum_assignment", 0);
    }

    /// <summary>A column for each place and one for each mentee to stay unplaced; 1 more on every cost, for it takes 0 as no pair at all.</summary>
    static void Full(string python, Instance round)
    {
        var (n, place) = (round.Mentees.Count, 0);
        var places = round.Mentors.Select(mentor => Enumerable.Range((place += mentor.Capacity) - mentor.Capacity, mentor.Capacity).ToArray()).ToArray();
        var entries = round.Mentees.SelectMany((mentee, i) => mentee.Edges
            .SelectMany(edge => places[edge.Mentor].Select(at => (Cost: 1001L - edge.Score, Row: i, Column: at))).Append((Cost: n * 1001L + 1001, Row: i, Column: place + i))).ToList();
        object[] matrix = [entries.Select(it => it.Cost), entries.Select(it => it.Row), entries.Select(it => it.Column), new[] { n, place + n }];
        Compare(python, Sparse, JsonSerializer.Serialize(matrix), round, $"{round.EdgeCount} pairs: scipy min_weight_full_bipartite_matching", 1);
    }

    static void Compare(string python, string program, string input, Instance round, string what, int more)
    {
        var name = $"{round.Mentees.Count}x{round.Mentors.Count} {what}";
        var said = Said(python, program, input)!.Split(' ', StringSplitOptions.TrimEntries);
        var own = Milliseconds(11, () => Matcher.Solve(round, Policy.Total));
        var plan = Matcher.Solve(round, Policy.Total);
        var unplaced = round.Mentees.Count - plan.Placed;
        var cost = plan.Placed * (1000L + more) - plan.Total + unplaced * (round.Mentees.Count * 1001L + 1001);
        AtMost($"{name}: difference", Math.Abs(cost - long.Parse(said[0], CultureInfo.InvariantCulture)), "points", 0);
        AtLeast($"{name} over ours ({own:F3} ms)", double.Parse(said[1], CultureInfo.InvariantCulture) / own, "x", 1 / 1.5);
    }

    /// <summary>What the program prints; null when there is no such python, or the program fails.</summary>
    static string? Said(string python, string program, string input)
    {
        try
        {
            using var running = Process.Start(new ProcessStartInfo(python, ["-c", program]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
            running.StandardInput.Write(input);
            running.StandardInput.Close();
            var output = running.StandardOutput.ReadToEnd();
            running.WaitForExit();
            return running.ExitCode == 0 ? output : null;
        }
        catch (Exception absent) when (absent is Win32Exception or IOException)
        {
            return null;
        }
    }
}
