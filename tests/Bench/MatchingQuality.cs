using Advance.Matching.Engine;
using static Advance.Tests.Bench.MatchingFigures;

namespace Advance.Tests.Bench;

/// <summary>How good the plans are, not how fast.</summary>
static class MatchingQuality
{
    public static void MentorMatch(string folder)
    {
        var round = MatchingData.Read(folder);
        var plan = Matcher.Solve(round, Policy.Fair);
        AtLeast("mentor-match large: placed (its own program: 483)", plan.Placed, "mentees", 484);
        AtMost("mentor-match large: violations and gap", CertificateCheck.Check(round, plan).Proven ? 0 : 1, "", 0);
        AtMost("mentor-match large: unplaced without a Hall set", 500 - plan.Placed - HallSets.Of(round, plan).Count, "mentees", 0);
    }

    public static void Fairness()
    {
        foreach (var (mentees, mentors, percent) in new[] { (20, 40, 60), (200, 150, 20), (500, 300, 20) })
        {
            var round = MatchingRounds.Of(mentees, mentors, percent, 3);
            var (fair, total) = (Matcher.Solve(round, Policy.Fair), Matcher.Solve(round, Policy.Total));
            AtMost($"{mentees}x{mentors}: price of fairness", 100.0 * (total.Total - fair.Total) / total.Total, "% of total", 1);
            AtMost($"{mentees}x{mentors}: level profile below that of the greatest total", Lower(fair, total) ? 1 : 0, "", 0);
            AtMost($"{mentees}x{mentors}: blocking pairs under Stable", Stability.BlockingPairs(round, Matcher.Solve(round, Policy.Stable)).Count, "pairs", 0);
        }
    }

    /// <summary>One plan is below another when at the first level where they differ it has more mentees.</summary>
    static bool Lower(Plan one, Plan other) =>
        Enumerable.Range(0, 11).Select(level => one.Profile[level] - other.Profile[level]).FirstOrDefault(difference => difference != 0) > 0;

    /// <summary>With a quarter more places than mentees, and with half as many again: the looser, the less a new solve changes, and the
    /// changes of a rematch, proven fewest, are then a greater share of it. Twenty-one rounds of each.</summary>
    public static void OneMentorLeaves()
    {
        foreach (var (capacity, looseness) in new[] { (2, "a quarter more places than mentees"), (3, "half as many places again") })
        {
            var seen = Enumerable.Range(1, 21).Select(seed => OneMentorLeaves(MatchingRounds.Of(200, 150, 20, capacity, (ulong)seed))).ToList();
            double[] changes = [.. seen.Select(it => it.Changes).Order()], given = [.. seen.Select(it => it.Given).Order()];
            var name = $"200x150, {looseness}, 21 rounds, each mentor leaves in turn";
            AtMost($"{name}: changes of those of a new solve, median", changes[10], "x", 1.0 / 3);
            AtMost($"{name}: changes of those of a new solve, worst", changes[^1], "x", 1.0 / 3);
            AtMost($"{name}: score given up, median", given[10], "%", 0.5);
            AtMost($"{name}: score given up, worst", given[^1], "%", 0.5);
        }
    }

    static (double Changes, double Given) OneMentorLeaves(Instance round)
    {
        var before = Matcher.Solve(round, Policy.Fair);
        List<FormerPair> former = [.. before.Pairs.Select(pair => new FormerPair(pair.Mentee, pair.Mentor, 0))];
        var (changes, anew, given, score) = (0, 0, 0L, 0L);
        foreach (var gone in before.Pairs.Select(pair => pair.Mentor).Distinct())
        {
            var now = round.WithPlaces(gone, 0);
            var (least, full) = (Rematch.Solve(now, former), Matcher.Solve(now, Policy.Fair));
            changes += Rematch.Changes(least, former).Count;
            anew += Rematch.Changes(full, former).Count;
            given += full.Total - least.Total;
            score += full.Total;
        }
        return ((double)changes / anew, 100.0 * given / score);
    }
}
