using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

public class LeastChange
{
    [Fact]
    public void A_rematch_changes_as_little_as_full_enumeration_can()
    {
        for (var number = 0; number < 2_000; number++)
        {
            var (round, draws) = (Rounds.Small(number), new Draws((ulong)number + 5));
            var before = Matcher.Solve(round, Policy.Total);
            var former = before.Pairs.Select(pair => new FormerPair(pair.Mentee, pair.Mentor, draws.Below(4))).ToList();
            var now = round.WithPlaces(draws.Below(round.Mentors.Count), 0);
            long[]? best = null;
            foreach (var plan in Rounds.EveryPlan(now))
            {
                var worth = Worth.Of(now, Policy.Fair, plan);
                long[] candidate = [worth[0], former.Where(it => plan[it.Mentee] != it.Mentor).Sum(it => 1 + it.Meetings), .. worth[1..]];
                if (best is null || Worth.Compare(candidate, best) < 0) best = candidate;
            }
            var solved = Rematch.Solve(now, former);
            var told = Worth.Of(now, Policy.Fair, solved.MentorOf);
            long[] found = [told[0], Rematch.Changes(solved, former).Sum(it => 1 + it.Meetings), .. told[1..]];
            found.Should().Equal(best, $"round {number}");
            CertificateCheck.Check(now, solved).Proven.Should().BeTrue();
        }
    }

    [Fact]
    public void Of_two_who_could_give_way_the_one_with_fewer_meetings_does()
    {
        Mentee[] mentees = [new("x", [new(0, 900, 9), new(1, 100, 1)]), new("y", [new(0, 900, 9), new(1, 900, 9)]), new("z", [new(0, 500, 5)])];
        var round = new Instance(mentees, [new("a", 2), new("b", 1)], "s");
        var plan = Rematch.Solve(round, [new(0, 0, 1), new(1, 0, 4)]);
        plan.MentorOf.Should().Equal(1, 0, 0);
    }

    [Fact]
    public void When_one_of_two_hundred_loses_the_mentor_at_most_a_third_of_the_changes_of_a_new_solve_are_made()
    {
        var round = Rounds.Random(21, 200, 150, maxCapacity: 3, percent: 15);
        var before = Matcher.Solve(round, Policy.Fair);
        var former = before.Pairs.Select(pair => new FormerPair(pair.Mentee, pair.Mentor, 1)).ToList();
        var gone = before.Pairs[0].Mentor;
        var now = round.WithPlaces(gone, 0);
        var (anew, least) = (Matcher.Solve(now, Policy.Fair), Rematch.Solve(now, former));
        least.Placed.Should().Be(anew.Placed);
        Rematch.Changes(least, former).Count.Should().BeLessThanOrEqualTo(Rematch.Changes(anew, former).Count);
        Rematch.Changes(least, former).Should().HaveCountGreaterThanOrEqualTo(before.Pairs.Count(pair => pair.Mentor == gone));
    }

    [Theory]
    [InlineData(9, 0, 1, "unknown-mentee")]
    [InlineData(0, 9, 1, "unknown-mentor")]
    [InlineData(0, 0, 1001, "meetings-out-of-range")]
    public void A_former_pair_that_makes_no_sense_is_refused(int mentee, int mentor, int meetings, string code)
    {
        var round = new Instance([new("x", [new(0, 1, 1)])], [new("a", 1)], "s");
        FluentActions.Invoking(() => Rematch.Solve(round, [new(mentee, mentor, meetings)]))
            .Should().Throw<UnsolvableException>().Which.Code.Should().Be(code);
    }
}
