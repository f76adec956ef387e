using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

/// <summary>Rounds in which one plan alone places everybody, so that the levels of the fair plan are known without any solver.</summary>
public class KnownLeximin
{
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
