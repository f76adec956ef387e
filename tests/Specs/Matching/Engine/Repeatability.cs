using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

public class Repeatability
{
    [Theory]
    [InlineData(Policy.Fair)]
    [InlineData(Policy.Total)]
    [InlineData(Policy.Stable)]
    public void The_order_in_which_people_are_written_changes_nothing(Policy policy)
    {
        for (var number = 0; number < 300; number++)
        {
            var round = number % 2 == 0 ? Rounds.Small(number) : Rounds.Random((ulong)number, 15, 10);
            var draws = new Draws((ulong)number);
            var mentors = draws.Shuffled(Enumerable.Range(0, round.Mentors.Count));
            var mentees = draws.Shuffled(Enumerable.Range(0, round.Mentees.Count));
            var shuffled = new Instance(
                [.. mentees.Select(i => round.Mentees[i] with { Edges = draws.Shuffled(round.Mentees[i].Edges.Select(edge => edge with { Mentor = Array.IndexOf(mentors, edge.Mentor) })) })],
                [.. mentors.Select(j => round.Mentors[j])], round.Seed);
            var (one, other) = (Matcher.Solve(round, policy), Matcher.Solve(shuffled, policy));
            Named(shuffled, other).Should().BeEquivalentTo(Named(round, one), $"round {number}");
            if (one.Certificate is null) continue;
            mentees.Select((from, at) => other.Certificate!.U[at] == one.Certificate.U[from]).Should().NotContain(false);
            mentors.Select((from, at) => other.Certificate!.V[at] == one.Certificate.V[from]).Should().NotContain(false);
        }
    }

    [Fact]
    public void The_same_round_gives_the_same_plan_a_hundred_times()
    {
        var round = Rounds.Random(5, 30, 20);
        var first = Matcher.Solve(round, Policy.Fair);
        for (var run = 0; run < 100; run++)
        {
            var again = Matcher.Solve(Rounds.Random(5, 30, 20), Policy.Fair);
            again.MentorOf.Should().Equal(first.MentorOf);
            again.Certificate!.U.Should().Equal(first.Certificate!.U);
        }
    }

    [Fact]
    public void Another_lottery_seed_decides_between_equals_and_changes_nothing_else()
    {
        Mentee[] equals = [.. Enumerable.Range(0, 6).Select(i => new Mentee($"m{i}", [new(0, 500, 5), new(1, 500, 5)]))];
        Mentor[] mentors = [new("a", 3), new("b", 3)];
        var plans = Enumerable.Range(0, 20).Select(seed => Matcher.Solve(new(equals, mentors, $"seed {seed}"), Policy.Fair)).ToList();
        plans.Select(plan => (plan.Placed, plan.Total)).Distinct().Should().Equal((6, 3000));
        plans.Select(plan => string.Join(' ', plan.MentorOf)).Distinct().Should().HaveCountGreaterThan(5);
    }

    static IEnumerable<string> Named(Instance round, Plan plan) =>
        plan.Pairs.Select(pair => $"{round.Mentees[pair.Mentee].Key} {round.Mentors[pair.Mentor].Key}");
}
