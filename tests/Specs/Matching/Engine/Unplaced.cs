using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

public class Unplaced
{
    [Fact]
    public void Three_mentees_who_share_two_places_are_named_with_them()
    {
        Mentee[] mentees = [.. Enumerable.Range(0, 3).Select(i => new Mentee($"m{i}", [new(0, 500 + i, 5), new(1, 500, 5)])), new("other", [new(2, 900, 9)])];
        var round = new Instance(mentees, [new("a", 1), new("b", 1), new("c", 5)], "s");
        var why = HallSets.Of(round, Matcher.Solve(round, Policy.Fair)).Should().ContainSingle().Subject;
        why.Mentees.Should().Equal(0, 1, 2);
        why.Mentors.Should().Equal(0, 1);
        why.Places.Should().Be(2);
    }

    [Fact]
    public void Somebody_without_any_eligible_mentor_stands_alone()
    {
        var round = new Instance([new("x", [])], [new("a", 1)], "s");
        HallSets.Of(round, Matcher.Solve(round, Policy.Fair)).Single().Should().BeEquivalentTo(new HallSet(0, [0], [], 0));
    }

    [Fact]
    public void Everyone_unplaced_has_a_set_with_one_place_too_few_and_no_smaller_set_with_them_has()
    {
        for (var number = 0; number < 3_000; number++)
        {
            var round = Rounds.Small(number);
            var plan = Matcher.Solve(round, Policy.Fair);
            var sets = HallSets.Of(round, plan);
            sets.Select(set => set.Mentee).Should().Equal(Enumerable.Range(0, plan.MentorOf.Count).Where(i => plan.MentorOf[i] < 0));
            foreach (var set in sets)
            {
                PlacesOf(round, set.Mentees).Should().Be(set.Places).And.Be(set.Mentees.Count - 1);
                for (var some = 0; some < (1 << set.Mentees.Count) - 1; some++)
                {
                    var fewer = set.Mentees.Where((_, at) => (some >> at & 1) != 0).ToList();
                    if (fewer.Contains(set.Mentee)) PlacesOf(round, fewer).Should().BeGreaterThanOrEqualTo(fewer.Count, $"round {number}");
                }
            }
        }
    }

    [Fact]
    public void In_a_larger_round_with_pins_and_forbids_the_others_of_a_set_could_all_be_placed_without_any_one_of_it()
    {
        for (var number = 0UL; number < 60; number++)
        {
            var draws = new Draws(number + 31);
            var round = Rounds.Random(number, 30, 18, maxCapacity: 2, percent: 12);
            var possible = Enumerable.Range(0, 30).SelectMany(i => round.Mentees[i].Edges.Select(edge => new Pair(i, edge.Mentor)))
                .Where(pair => round.Mentors[pair.Mentor].Capacity > 0).ToArray();
            var drawn = draws.Shuffled(possible);
            round = round.Pinning(drawn[0]).Forbidding(drawn[1..8]);
            var plan = Matcher.Solve(round, Policy.Fair);
            var sets = HallSets.Of(round, plan);
            sets.Select(set => set.Mentee).Should().Equal(Enumerable.Range(0, 30).Where(i => plan.MentorOf[i] < 0));
            foreach (var set in sets)
            {
                set.Places.Should().Be(set.Mentees.Count - 1);
                foreach (var one in set.Mentees)
                    PlacedOf(round, set.Mentees.Where(i => i != one)).Should().Be(set.Mentees.Count - 1, $"round {number}, without {one}");
            }
        }
    }

    /// <summary>How many of these can be placed when nobody else is there.</summary>
    static int PlacedOf(Instance round, IEnumerable<int> some)
    {
        var kept = some.ToHashSet();
        var alone = new Instance([.. round.Mentees.Select((mentee, i) => kept.Contains(i) ? mentee : mentee with { Edges = [] })], round.Mentors, round.Seed,
            [.. round.Pins.Where(pin => kept.Contains(pin.Mentee))], round.Forbids);
        return Matcher.Solve(alone, Policy.Total).Placed;
    }

    static int PlacesOf(Instance round, IEnumerable<int> mentees) =>
        mentees.SelectMany(i => round.Mentees[i].Edges).Select(edge => edge.Mentor).Distinct().Sum(j => round.Mentors[j].Capacity);
}
