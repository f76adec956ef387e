using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

/// <summary>Rounds built around a plan that is the best by construction: a price for each mentee and mentor is drawn first, then scores
/// that nobody outside the plan can beat (weak duality), so the optimum is known without any solver.</summary>
public class KnownOptima
{
    [Theory]
    [InlineData(1, 1), InlineData(7, 1), InlineData(60, 1), InlineData(120, 1)]
    [InlineData(10, 3), InlineData(80, 4), InlineData(150, 10)]
    public void The_planted_optimum_of_an_assignment_with_places_is_reached(int mentors, int places)
    {
        for (var number = 0; number < 20; number++)
        {
            var (round, optimum) = Planted(new Draws((ulong)(1000 * mentors + number)), mentors, places);
            var plan = Matcher.Solve(round, Policy.Total);
            (plan.Placed, plan.Total).Should().Be((round.Mentees.Count, optimum), $"round {number}");
        }
    }

    [Fact]
    public void The_planted_leximin_optimum_is_reached()
    {
        for (var number = 0; number < 200; number++)
        {
            var draws = new Draws((ulong)number + 4_000);
            var (round, profile) = Layered(draws, 2 + draws.Below(40));
            Matcher.Solve(round, Policy.Fair).Profile.Should().Equal(profile, $"round {number}");
        }
    }

    /// <summary>Mentee i belongs to mentor i / places. A score is u + v less what is drawn, which is nothing for a pair of the plan; every
    /// mentor is full, so no plan can have more than the sum of u and of places times v.</summary>
    static (Instance Round, int Optimum) Planted(Draws draws, int mentors, int places)
    {
        int[] u = [.. Enumerable.Range(0, mentors * places).Select(_ => draws.Below(501))], v = [.. Enumerable.Range(0, mentors).Select(_ => draws.Below(500))];
        var mentees = u.Select((price, i) => new Mentee($"{i}", draws.Shuffled(Enumerable.Range(0, mentors)
            .Where(j => j == i / places || draws.Below(3) > 0)
            .Select(j => new Edge(j, Math.Max(0, price + v[j] - (j == i / places ? 0 : draws.Below(200))), 5)))));
        return (new([.. mentees], [.. v.Select((_, j) => new Mentor($"{j}", places))], "s"), u.Sum() + places * v.Sum());
    }

    /// <summary>Mentee i reaches mentors 0 to i only, one place each, at level L(j) with L falling: mentee 0 must take mentor 0, then mentee 1
    /// mentor 1, and so on, if all are to be placed. The one plan that places all has the planted profile, whatever the scores say.</summary>
    static (Instance Round, int[] Profile) Layered(Draws draws, int people)
    {
        int[] level = [.. Enumerable.Range(0, people).Select(_ => 1 + draws.Below(10)).OrderDescending()];
        var mentees = Enumerable.Range(0, people).Select(i => new Mentee($"{i}",
            draws.Shuffled(Enumerable.Range(0, i + 1).Select(j => new Edge(j, draws.Below(1001), level[j])))));
        var round = new Instance(draws.Shuffled(mentees), [.. level.Select((_, j) => new Mentor($"{j}", 1))], "s");
        return (round, [.. Enumerable.Range(0, 11).Select(at => level.Count(it => it == at))]);
    }
}
