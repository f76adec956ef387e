using System.Numerics;
using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

public class WhatIf
{
    [Fact]
    public void Ten_thousand_small_rounds_have_the_regrets_that_full_enumeration_finds()
    {
        for (var number = 0; number < 10_000; number++)
        {
            var round = Rounds.Small(number);
            var (forced, cheapest) = Enumerate(round);
            var plan = Matcher.Solve(round, Policy.Fair);
            var regrets = Regrets.Of(round, plan);
            for (var i = 0; i < round.Mentees.Count; i++)
            {
                for (var j = -1; j < round.Mentors.Count; j++)
                {
                    BigInteger? truth = forced[i, j + 1] == long.MaxValue ? null : forced[i, j + 1] - cheapest;
                    var told = j < 0 ? regrets.CostUnplaced(i) : regrets.Cost(i, j);
                    if (told != truth) Assert.Fail($"Round {number}, pair {i}-{j}: {told}, but enumeration finds {truth}.");
                    if (regrets.Force(i, j) is { } follows) TheMovesCostWhatWasSaid(round, plan, follows, i, j);
                }
                Truths(forced, cheapest, i, plan.MentorOf[i]).Should().Be(regrets.Forbid(i)?.Cost, $"round {number}, mentee {i}");
            }
        }
    }

    static (long[,] Forced, long Cheapest) Enumerate(Instance round)
    {
        var forced = new long[round.Mentees.Count, round.Mentors.Count + 1];
        foreach (ref var cost in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref forced[0, 0], forced.Length)) cost = long.MaxValue;
        var cheapest = long.MaxValue;
        foreach (var plan in Rounds.EveryPlan(round))
        {
            var cost = Worth.FairCost(round, plan);
            cheapest = Math.Min(cheapest, cost);
            for (var i = 0; i < plan.Length; i++) forced[i, plan[i] + 1] = Math.Min(forced[i, plan[i] + 1], cost);
        }
        return (forced, cheapest);
    }

    /// <summary>Cost of taking away what the mentee has; null when there is nothing else.</summary>
    static BigInteger? Truths(long[,] forced, long cheapest, int mentee, int mentor)
    {
        var best = long.MaxValue;
        for (var j = 0; j < forced.GetLength(1); j++)
            if (j - 1 != mentor) best = Math.Min(best, forced[mentee, j]);
        return best == long.MaxValue ? null : best - cheapest;
    }

    static void TheMovesCostWhatWasSaid(Instance round, Plan plan, Consequence follows, int mentee, int mentor)
    {
        int[] moved = [.. plan.MentorOf];
        foreach (var move in follows.Moves)
        {
            if (moved[move.Mentee] != move.From) Assert.Fail("Somebody moves twice or from elsewhere.");
            moved[move.Mentee] = move.To;
        }
        var full = moved.Where(j => j >= 0).GroupBy(j => j).All(group => group.Count() <= round.Mentors[group.Key].Capacity);
        var cost = Worth.FairCost(round, moved) - Worth.FairCost(round, plan.MentorOf);
        var (now, then) = (Worth.Of(round, Policy.Fair, plan.MentorOf), Worth.Of(round, Policy.Fair, moved));
        if (!full || moved[mentee] != mentor || cost != follows.Cost || follows.Total != now[10] - then[10]
            || follows.Placed != now[0] - then[0] || !Enumerable.Range(0, 10).All(l => follows.Profile[l] == then[l] - now[l]))
            Assert.Fail($"The moves for {mentee}-{mentor} do not give what was said.");
    }

    [Fact]
    public void A_pin_costs_its_regret_and_a_forbidden_pair_the_best_alternative()
    {
        for (var number = 0UL; number < 20; number++)
        {
            var round = Rounds.Random(number, 12, 9);
            var plan = Matcher.Solve(round, Policy.Fair);
            var regrets = Regrets.Of(round, plan);
            foreach (var pair in round.Mentees.SelectMany((mentee, i) => mentee.Edges.Select(edge => new Pair(i, edge.Mentor))))
            {
                if (round.Mentors[pair.Mentor].Capacity == 0) continue;
                var pinned = round.Pinning(pair);
                var forced = Matcher.Solve(pinned, Policy.Fair);
                forced.MentorOf[pair.Mentee].Should().Be(pair.Mentor);
                CertificateCheck.Check(pinned, forced).Proven.Should().BeTrue();
                (forced.Certificate!.Cost - plan.Certificate!.Cost).Should().Be(regrets.Cost(pair.Mentee, pair.Mentor)!.Value);
            }
            foreach (var pair in plan.Pairs)
            {
                var without = Matcher.Solve(round.Forbidding(pair), Policy.Fair);
                (without.Certificate!.Cost - plan.Certificate!.Cost).Should().Be(regrets.Forbid(pair.Mentee)!.Cost);
            }
        }
    }

    [Fact]
    public void Regrets_under_pins_are_those_of_solving_again()
    {
        for (var number = 100UL; number < 130; number++)
        {
            var round = Rounds.Random(number, 8, 6, maxCapacity: 2, percent: 60);
            var pins = round.Mentees.Take(3).Select((mentee, i) => (i, mentee.Edges))
                .Where(it => it.Edges.Any(edge => round.Mentors[edge.Mentor].Capacity == 2))
                .Select(it => new Pair(it.i, it.Edges.First(edge => round.Mentors[edge.Mentor].Capacity == 2).Mentor))
                .DistinctBy(pin => pin.Mentor).ToArray();
            var fork = round.Pinning(pins);
            var plan = Matcher.Solve(fork, Policy.Fair);
            var regrets = Regrets.Of(fork, plan);
            for (var i = 0; i < fork.Mentees.Count; i++)
                foreach (var edge in fork.Mentees[i].Edges.Where(edge => pins.All(pin => pin.Mentee != i)))
                {
                    BigInteger? truth = null;
                    if (pins.Count(pin => pin.Mentor == edge.Mentor) < fork.Mentors[edge.Mentor].Capacity)
                        truth = Matcher.Solve(fork.Pinning(new Pair(i, edge.Mentor)), Policy.Fair).Certificate!.Cost - plan.Certificate!.Cost;
                    regrets.Cost(i, edge.Mentor).Should().Be(truth, $"round {number}, pair {i}-{edge.Mentor}");
                }
        }
    }

    [Fact]
    public void Every_eligible_pair_has_exactly_one_answer_and_every_other_pair_none()
    {
        var round = Rounds.Random(1, 20, 40);
        var plan = Matcher.Solve(round, Policy.Fair);
        var answers = new Answers(round, plan);
        var all = answers.All().ToList();
        all.Should().HaveCount(round.EdgeCount).And.OnlyHaveUniqueItems(answer => answer.Pair);
        all.Where(answer => answer.Stands).Select(answer => answer.Pair).Should().BeEquivalentTo(plan.Pairs);
        foreach (var answer in all)
        {
            var points = round.Mentees[answer.Pair.Mentee].Edges.Count(edge => edge.Score > answer.Score);
            answer.RankByMentee.Should().Be(points + 1);
            answer.RankByMentor.Should().Be(1 + all.Count(other => other.Pair.Mentor == answer.Pair.Mentor && other.Score > answer.Score));
        }
        Enumerable.Range(0, 20).Sum(i => Enumerable.Range(0, 40).Count(j => answers.Of(i, j) is null)).Should().Be(800 - round.EdgeCount);
    }

    [Fact]
    public void A_fork_leaves_the_round_it_came_from_untouched()
    {
        var round = Rounds.Random(2, 10, 8);
        var before = Matcher.Solve(round, Policy.Fair);
        Matcher.Solve(round.WithPlaces(0, 0).WithCap(1).Forbidding(before.Pairs[0]), Policy.Fair).Pairs.Should().NotContain(before.Pairs[0]);
        var more = round.WithMentors([new("guest", 10)], _ => [new(8, 1000, 10)]);
        Matcher.Solve(more, Policy.Fair).Profile[10].Should().Be(10);
        Matcher.Solve(round.WithEdges(_ => []), Policy.Fair).Placed.Should().Be(0);
        Matcher.Solve(round, Policy.Fair).MentorOf.Should().Equal(before.MentorOf);
    }
}
