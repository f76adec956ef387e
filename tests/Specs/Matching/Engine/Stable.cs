using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

public class Stable
{
    [Fact]
    public void A_stable_plan_has_no_blocking_pair_and_is_the_best_stable_one_for_every_mentee()
    {
        for (var number = 0; number < 1_000; number++)
        {
            var round = Ranked(number);
            var stable = Matcher.Solve(round, Policy.Stable);
            Stability.BlockingPairs(round, stable).Should().BeEmpty($"round {number}");
            foreach (var plan in Rounds.EveryPlan(round).Where(plan => Blocking(round, plan).Count == 0))
                for (var i = 0; i < plan.Length; i++)
                    Points(round, i, plan[i]).Should().BeLessThanOrEqualTo(Points(round, i, stable.MentorOf[i]), $"round {number}, mentee {i}");
        }
    }

    [Fact]
    public void Every_blocking_pair_of_any_plan_is_listed()
    {
        for (var number = 0; number < 2_000; number++)
        {
            var round = Rounds.Small(number);
            var plan = Matcher.Solve(round, number % 2 == 0 ? Policy.Fair : Policy.Total);
            Stability.BlockingPairs(round, plan).Select(pair => new Pair(pair.Mentee, pair.Mentor)).Should()
                .Equal(Blocking(round, plan.MentorOf), $"round {number}");
            Stability.BlockingPairs(round, Matcher.Solve(round, Policy.Stable)).Should().BeEmpty($"round {number}, with ties");
        }
    }

    [Fact]
    public void A_pinned_pair_is_never_refused()
    {
        Mentee[] mentees = [new("low", [new(0, 1, 1)]), new("high", [new(0, 999, 10)])];
        var plan = Matcher.Solve(new Instance(mentees, [new("m", 1)], "s", [new(0, 0)]), Policy.Stable);
        plan.MentorOf.Should().Equal(0, -1);
    }

    [Fact]
    public void A_committee_sees_the_policies_side_by_side()
    {
        var round = Rounds.Random(9, 40, 20);
        var columns = SideBySide.Of(round, [new(0, -1, 2)]);
        columns.Select(it => it.Plan.Policy).Should().Equal(Policy.Fair, Policy.Total, Policy.Stable, Policy.LeastChange);
        columns[0].Plan.Placed.Should().Be(columns[1].Plan.Placed);
        columns[0].Plan.Total.Should().BeLessThanOrEqualTo(columns[1].Plan.Total);
        columns[2].BlockingPairs.Should().BeEmpty();
        foreach (var column in columns) column.WorstLevel.Should().Be(column.Plan.Placed < 40 ? 0 : column.Plan.Profile.ToList().FindIndex(it => it > 0));
    }

    /// <summary>Both sides rank strictly and differently.</summary>
    static Instance Ranked(int number)
    {
        var (round, draws) = (Rounds.Small(number), new Draws((ulong)number + 77));
        var byMentor = Enumerable.Range(0, round.Mentors.Count).Select(_ => draws.Shuffled(Enumerable.Range(0, 5))).ToArray();
        return round.WithEdges(i =>
        {
            var byMentee = draws.Shuffled(Enumerable.Range(0, 4));
            return [.. round.Mentees[i].Edges.Select(edge => edge with { ByMentee = byMentee[edge.Mentor], ByMentor = byMentor[edge.Mentor][i] })];
        });
    }

    static int Points(Instance round, int mentee, int mentor) => mentor < 0 ? -1 : Rounds.EdgeOf(round, mentee, mentor)!.Value.ByMentee;

    static List<Pair> Blocking(Instance round, IReadOnlyList<int> plan)
    {
        var blocking = new List<Pair>();
        for (var i = 0; i < plan.Count; i++)
            foreach (var edge in round.Mentees[i].Edges.OrderBy(edge => edge.Mentor))
            {
                if (edge.ByMentee <= Points(round, i, plan[i])) continue;
                var held = Enumerable.Range(0, plan.Count).Where(k => plan[k] == edge.Mentor).ToList();
                if (held.Count < round.Mentors[edge.Mentor].Capacity
                    || held.Any(k => Rounds.EdgeOf(round, k, edge.Mentor)!.Value.ByMentor < edge.ByMentor)) blocking.Add(new(i, edge.Mentor));
            }
        return blocking;
    }
}
