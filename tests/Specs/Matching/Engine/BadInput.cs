using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

public class BadInput
{
    static readonly Mentor[] TwoMentors = [new("a", 1), new("b", 1)];

    static Mentee Wanting(string key, params Edge[] edges) => new(key, edges);

    static UnsolvableException Refusal(Func<Instance> make) => make.Should().Throw<UnsolvableException>().Which;

    [Theory]
    [InlineData(0, 1001, 5, "score-out-of-range")]
    [InlineData(0, -1, 5, "score-out-of-range")]
    [InlineData(0, 500, 0, "level-out-of-range")]
    [InlineData(0, 500, 11, "level-out-of-range")]
    [InlineData(2, 500, 5, "unknown-mentor")]
    [InlineData(-1, 500, 5, "unknown-mentor")]
    public void An_edge_out_of_range_is_refused_by_name(int mentor, int score, int level, string code) =>
        Refusal(() => new([Wanting("x", new Edge(mentor, score, level))], TwoMentors, "s")).Code.Should().Be(code);

    [Fact]
    public void The_same_pair_twice_is_refused() =>
        Refusal(() => new([Wanting("x", new Edge(0, 1, 1), new Edge(0, 2, 2))], TwoMentors, "s")).Code.Should().Be("duplicate-edge");

    [Fact]
    public void A_round_without_mentors_is_refused() =>
        Refusal(() => new([Wanting("x")], [], "s")).Code.Should().Be("no-mentors");

    [Fact]
    public void A_round_without_mentees_has_an_empty_plan() =>
        Matcher.Solve(new([], TwoMentors, "s"), Policy.Fair).Placed.Should().Be(0);

    [Fact]
    public void More_than_two_thousand_people_on_a_side_are_refused() =>
        Refusal(() => new([.. Enumerable.Range(0, 2001).Select(i => Wanting($"{i}"))], TwoMentors, "s")).Code.Should().Be("too-large");

    [Fact]
    public void A_negative_capacity_is_refused() =>
        Refusal(() => new([], [new("a", -1)], "s")).Code.Should().Be("capacity-out-of-range");

    [Fact]
    public void Two_people_with_one_key_are_refused() =>
        Refusal(() => new([Wanting("x"), Wanting("x")], TwoMentors, "s")).Code.Should().Be("duplicate-key");

    [Fact]
    public void A_key_with_a_line_break_is_refused() =>
        Refusal(() => new([Wanting("x\ny")], TwoMentors, "s")).Code.Should().Be("malformed-key");

    [Fact]
    public void A_mentee_pinned_to_two_mentors_is_refused_with_both_pins()
    {
        var refusal = Refusal(() => new([Wanting("x", new Edge(0, 1, 1), new Edge(1, 1, 1))], TwoMentors, "s", [new(0, 0), new(0, 1)]));
        refusal.Code.Should().Be("contradictory-pins");
        refusal.Conflict.Should().Equal(new Pair(0, 0), new Pair(0, 1));
    }

    [Fact]
    public void More_pins_than_places_are_refused_with_the_smallest_conflict()
    {
        Mentee[] three = [Wanting("x", new Edge(0, 1, 1)), Wanting("y", new Edge(0, 1, 1)), Wanting("z", new Edge(0, 1, 1))];
        var refusal = Refusal(() => new(three, TwoMentors, "s", [new(2, 0), new(1, 0), new(0, 0)]));
        refusal.Code.Should().Be("contradictory-pins");
        refusal.Conflict.Should().Equal(new Pair(0, 0), new Pair(1, 0));
    }

    [Fact]
    public void A_pair_pinned_and_forbidden_is_refused() =>
        Refusal(() => new([Wanting("x", new Edge(0, 1, 1))], TwoMentors, "s", [new(0, 0)], [new(0, 0)])).Code.Should().Be("pin-forbidden");

    [Fact]
    public void A_pin_on_an_ineligible_pair_is_refused() =>
        Refusal(() => new([Wanting("x", new Edge(0, 1, 1))], TwoMentors, "s", [new(0, 1)])).Code.Should().Be("pin-ineligible");

    [Fact]
    public void A_pin_on_somebody_unknown_is_refused() =>
        Refusal(() => new([Wanting("x", new Edge(0, 1, 1))], TwoMentors, "s", [new(4, 1)])).Code.Should().Be("unknown-mentee");

    [Fact]
    public void What_is_in_conflict_cannot_stand_can_without_any_one_of_it_and_is_the_same_in_any_order()
    {
        var met = new HashSet<string>();
        for (var number = 0; number < 3_000; number++)
        {
            var (round, draws) = (Rounds.Small(number), new Draws((ulong)number + 13));
            Pair[] Some(int count) => [.. Enumerable.Range(0, count).Select(_ => new Pair(draws.Below(round.Mentees.Count), draws.Below(round.Mentors.Count)))];
            var (pins, forbids) = (Some(draws.Below(6)), Some(draws.Below(3)));
            if (RefusalOf(round, pins, forbids) is not { } refusal) continue;
            met.Add(refusal.Code);
            RefusalOf(round, draws.Shuffled(pins), draws.Shuffled(forbids))!.Conflict.Should().Equal(refusal.Conflict, $"round {number}");
            refusal.Conflict.Should().NotBeEmpty().And.OnlyContain(pair => pins.Contains(pair));
            RefusalOf(round, refusal.Conflict, forbids)!.Code.Should().Be(refusal.Code, $"round {number}");
            foreach (var one in refusal.Conflict)
                RefusalOf(round, [.. refusal.Conflict.Where(pair => pair != one)], forbids).Should().BeNull($"round {number} without {one}");
        }
        met.Should().BeEquivalentTo("pin-forbidden", "pin-ineligible", "contradictory-pins");
    }

    static UnsolvableException? RefusalOf(Instance round, IReadOnlyCollection<Pair> pins, IReadOnlyCollection<Pair> forbids)
    {
        try
        {
            Matcher.Solve(new(round.Mentees, round.Mentors, round.Seed, pins, forbids), Policy.Fair);
            return null;
        }
        catch (UnsolvableException refusal)
        {
            return refusal;
        }
    }
}
