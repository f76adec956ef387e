using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

/// <summary>Rounds whose best plan is known before they are solved: built around prices that prove it, or around a stable plan.</summary>
public class KnownOptima
{
    /// <summary>A pair scores 1000 minus (u + price + slack), without slack on the plan that is planted: no plan can have more.</summary>
    [Theory]
    [InlineData(100, 100, 1, 100)]
    [InlineData(300, 300, 1, 100)]
    [InlineData(500, 500, 1, 8)]
    public void An_assignment_reaches_the_total_that_was_planted(int mentees, int mentors, int places, int percent) => Planted(mentees, mentors, places, percent, spare: 0);

    [Theory]
    [InlineData(120, 40, 3, 100, 0)]
    [InlineData(200, 60, 4, 100, 25)]
    [InlineData(400, 150, 5, 15, 100)]
    public void An_assignment_to_places_reaches_the_total_that_was_planted(int mentees, int mentors, int places, int percent, int spare) =>
        Planted(mentees, mentors, places, percent, spare);

    /// <summary>Every mentor has the places that the planted plan takes; so many of them have one more, and then no price.</summary>
    static void Planted(int mentees, int mentors, int places, int percent, int spare)
    {
        for (var seed = 0UL; seed < 5; seed++)
        {
            var draws = new Draws(seed * 1000 + (ulong)mentees);
            int[] seats = draws.Shuffled(Enumerable.Range(0, mentors * places).Select(seat => seat % mentors));
            var price = Enumerable.Range(0, mentors).Select(j => j < spare ? 0 : draws.Below(301)).ToArray();
            var capacity = Enumerable.Range(0, mentors).Select(j => seats[..mentees].Count(seat => seat == j) + (j < spare ? 1 : 0)).ToArray();
            var known = 0;
            Mentee Made(int i)
            {
                var (own, edges) = (300 + draws.Below(301), new List<Edge>());
                for (var j = 0; j < mentors; j++)
                {
                    if (j != seats[i] && draws.Below(100) >= percent) continue;
                    // cost >= u - price, with equality on the planted pair
                    var cost = own - price[j] + (j == seats[i] ? 0 : draws.Below(301));
                    edges.Add(new(j, 1000 - cost, 10));
                    if (j == seats[i]) known += 1000 - cost;
                }
                return new($"mentee {i}", edges);
            }
            var round = new Instance([.. Enumerable.Range(0, mentees).Select(Made)], [.. capacity.Select((c, j) => new Mentor($"mentor {j}", c))], "seed");
            foreach (var policy in new[] { Policy.Total, Policy.Fair })
            {
                var plan = Matcher.Solve(round, policy);
                (plan.Placed, plan.Total).Should().Be((mentees, known), $"seed {seed}");
                CertificateCheck.Check(round, plan).Proven.Should().BeTrue();
            }
        }
    }

    [Fact]
    public void Hospitals_that_rank_all_residents_alike_have_one_stable_plan_in_which_each_chooses_in_turn()
    {
        for (var number = 0UL; number < 20; number++)
        {
            var draws = new Draws(number);
            var round = Rounds.Random(number, 200, 40, maxCapacity: 6, percent: 20);
            var merit = draws.Shuffled(Enumerable.Range(0, 200));
            round = round.WithEdges(i =>
            {
                var wishes = draws.Shuffled(Enumerable.Range(0, 40));
                return [.. round.Mentees[i].Edges.Select(edge => edge with { ByMentee = wishes[edge.Mentor], ByMentor = merit[i] })];
            });
            var (known, left) = (new int[200], round.Mentors.Select(mentor => mentor.Capacity).ToArray());
            foreach (var i in Enumerable.Range(0, 200).OrderByDescending(i => merit[i]))
            {
                known[i] = round.Mentees[i].Edges.Where(edge => left[edge.Mentor] > 0).OrderByDescending(edge => edge.ByMentee).Select(edge => edge.Mentor).FirstOrDefault(-1);
                if (known[i] >= 0) left[known[i]]--;
            }
            Matcher.Solve(round, Policy.Stable).MentorOf.Should().Equal(known, $"round {number}");
        }
    }

    /// <summary>With ties the largest weakly stable plan is hard to find (Manlove et al. 2002), and Stable does not seek it: it is one of the
    /// weakly stable plans, and as all of them has at least half the pairs of the largest.</summary>
    [Fact]
    public void With_ties_the_stable_plan_is_one_of_all_weakly_stable_ones()
    {
        var smaller = 0;
        for (var number = 0; number < 2_000; number++)
        {
            var (round, draws) = (Rounds.Small(number), new Draws((ulong)number + 99));
            round = round.WithEdges(i => [.. round.Mentees[i].Edges.Select(edge => edge with { ByMentee = draws.Below(2), ByMentor = draws.Below(2) })]);
            var stable = Rounds.EveryPlan(round).Where(plan => IsWeaklyStable(round, plan)).Select(plan => plan.ToArray()).ToList();
            var found = Matcher.Solve(round, Policy.Stable);
            stable.Should().Contain(plan => plan.SequenceEqual(found.MentorOf), $"round {number}");
            var largest = stable.Max(plan => plan.Count(j => j >= 0));
            (2 * found.Placed).Should().BeGreaterThanOrEqualTo(largest);
            if (found.Placed < largest) smaller++;
        }
        smaller.Should().BePositive("the lot decides ties, not the number of pairs");
    }

    [Fact]
    public void A_tie_may_cost_a_place_under_stable_and_never_under_fair()
    {
        Mentee[] mentees = [new("only a", [new(0, 500, 5)]), new("a before b", [new(0, 500, 5), new(1, 400, 4)])];
        var rounds = Enumerable.Range(0, 30).Select(seed => new Instance(mentees, [new("a", 1), new("b", 1)], $"seed {seed}")).ToList();
        rounds.Select(round => Matcher.Solve(round, Policy.Stable).Placed).Distinct().Should().BeEquivalentTo([1, 2]);
        rounds.Select(round => Matcher.Solve(round, Policy.Fair).Placed).Distinct().Should().Equal(2);
    }

    static bool IsWeaklyStable(Instance round, int[] plan)
    {
        Edge? Of(int i, int j) => j < 0 ? null : Rounds.EdgeOf(round, i, j);
        return !Enumerable.Range(0, plan.Length).Any(i => round.Mentees[i].Edges.Any(edge => edge.ByMentee > (Of(i, plan[i])?.ByMentee ?? -1)
            && (plan.Count(j => j == edge.Mentor) < round.Mentors[edge.Mentor].Capacity
                || Enumerable.Range(0, plan.Length).Any(k => plan[k] == edge.Mentor && Of(k, edge.Mentor)!.Value.ByMentor < edge.ByMentor))));
    }
}
