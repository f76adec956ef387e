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

    static int PlacesOf(Instance round, IEnumerable<int> mentees) =>
        mentees.SelectMany(i => round.Mentees[i].Edges).Select(edge => edge.Mentor).Distinct().Sum(j => round.Mentors[j].Capacity);
}
