using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

/// <summary>The stable policy as the textbook problem: mentees are residents, mentors hospitals, with ties on both sides.</summary>
public class HospitalsAndResidents
{
    [Fact]
    public void With_ties_the_plan_is_one_of_the_weakly_stable_ones_that_enumeration_finds()
    {
        var several = 0;
        for (var number = 0; number < 600; number++)
        {
            var round = Ranked(number, ranks: 3);
            var stable = Rounds.EveryPlan(round).Where(plan => IsWeaklyStable(round, plan)).Select(plan => string.Join(' ', plan)).ToHashSet();
            if (stable.Count > 1) several++;
            stable.Should().Contain(string.Join(' ', Matcher.Solve(round, Policy.Stable).MentorOf), $"round {number}");
        }
        several.Should().BeGreaterThan(60, "otherwise nothing was chosen between");
    }

    [Fact]
    public void Without_ties_the_plan_is_that_of_the_textbook_and_the_best_of_the_stable_ones_for_every_resident()
    {
        for (var number = 0; number < 600; number++)
        {
            var round = Ranked(number, ranks: 0);
            var plan = Matcher.Solve(round, Policy.Stable).MentorOf;
            plan.Should().Equal(GaleShapley(round), $"round {number}");
            foreach (var other in Rounds.EveryPlan(round).Where(other => IsWeaklyStable(round, other)))
            {
                other.Count(j => j >= 0).Should().Be(plan.Count(j => j >= 0), "all stable plans place the same residents (Roth 1986)");
                for (var i = 0; i < other.Length; i++) Liking(round, i, other[i]).Should().BeLessThanOrEqualTo(Liking(round, i, plan[i]), $"round {number}, mentee {i}");
            }
        }
    }

    [Theory]
    [InlineData(40, 12), InlineData(120, 30)]
    public void Larger_rounds_without_ties_are_those_of_the_textbook_too(int mentees, int mentors)
    {
        for (var number = 0; number < 4; number++)
        {
            var round = Rank(Rounds.Random((ulong)number, mentees, mentors, maxCapacity: 5, percent: 60), new Draws((ulong)number + 9), ranks: 0);
            Matcher.Solve(round, Policy.Stable).MentorOf.Should().Equal(GaleShapley(round), $"round {number}");
        }
    }

    [Fact]
    public void A_planted_cycle_of_wishes_goes_to_the_residents()
    {
        // Each resident's first hospital ranks it last: two stable plans at least, and deferred acceptance finds the residents' one.
        const int people = 30;
        var residents = Enumerable.Range(0, people).Select(i => new Mentee($"{i}", [.. Enumerable.Range(0, people)
            .Select(j => new Edge(j, 500, 5) { ByMentee = 1000 - ((j - i + people) % people), ByMentor = (j - i + people) % people })]));
        var round = new Instance([.. residents], [.. Enumerable.Range(0, people).Select(j => new Mentor($"{j}", 1))], "s");
        Matcher.Solve(round, Policy.Stable).MentorOf.Should().Equal(Enumerable.Range(0, people));
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

    static Instance Ranked(int number, int ranks) => Rank(Rounds.Small(number), new Draws((ulong)number + 31), ranks);

    /// <summary>Both sides rank; in so many ranks with ties, or (0) strictly.</summary>
    static Instance Rank(Instance round, Draws draws, int ranks)
    {
        var (n, m) = (round.Mentees.Count, round.Mentors.Count);
        var byMentor = Enumerable.Range(0, m).Select(_ => Ranks(n)).ToArray();
        return round.WithEdges(i =>
        {
            var byMentee = Ranks(m);
            return [.. round.Mentees[i].Edges.Select(edge => edge with { ByMentee = byMentee[edge.Mentor], ByMentor = byMentor[edge.Mentor][i] })];
        });

        int[] Ranks(int of) => ranks == 0 ? draws.Shuffled(Enumerable.Range(0, of)) : [.. Enumerable.Range(0, of).Select(_ => draws.Below(ranks))];
    }

    /// <summary>Written from the textbook: rounds of proposals down each list, every hospital keeps its best so far.</summary>
    static int[] GaleShapley(Instance round)
    {
        var lists = round.Mentees.Select(mentee => new Queue<int>(mentee.Edges.OrderByDescending(edge => edge.ByMentee).Select(edge => edge.Mentor))).ToArray();
        var kept = round.Mentors.Select(_ => new List<int>()).ToArray();
        while (Enumerable.Range(0, lists.Length).FirstOrDefault(i => lists[i].Count > 0 && !kept.Any(k => k.Contains(i)), -1) is >= 0 and var resident)
        {
            var hospital = lists[resident].Dequeue();
            kept[hospital] = [.. kept[hospital].Append(resident).OrderByDescending(i => Rounds.EdgeOf(round, i, hospital)!.Value.ByMentor).Take(round.Mentors[hospital].Capacity)];
        }
        return [.. lists.Select((_, i) => Array.FindIndex(kept, k => k.Contains(i)))];
    }

    /// <summary>No resident and hospital would both gain, strictly, by each other.</summary>
    static bool IsWeaklyStable(Instance round, int[] plan)
    {
        for (var i = 0; i < plan.Length; i++)
            foreach (var edge in round.Mentees[i].Edges)
                if (edge.ByMentee > Liking(round, i, plan[i]) && Gains(round, plan, edge)) return false;
        return true;
    }

    static bool Gains(Instance round, int[] plan, Edge edge) => plan.Count(j => j == edge.Mentor) < round.Mentors[edge.Mentor].Capacity
        || plan.Where((j, k) => j == edge.Mentor && Rounds.EdgeOf(round, k, j)!.Value.ByMentor < edge.ByMentor).Any();

    static int Liking(Instance round, int mentee, int mentor) => mentor < 0 ? -1 : Rounds.EdgeOf(round, mentee, mentor)!.Value.ByMentee;
}
