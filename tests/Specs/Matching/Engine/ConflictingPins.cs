using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

public class ConflictingPins
{
    [Fact]
    public void The_conflict_told_is_one_by_itself_has_none_within_and_is_the_smallest_there_is()
    {
        var told = new int[4];
        for (var number = 0; number < 2_000; number++)
        {
            var (round, pins, forbids) = Pinned(number);
            if (ConflictOf(round, pins, forbids) is not { } conflict) continue;
            ConflictOf(round, conflict, forbids).Should().NotBeNull($"round {number}: the pins told cannot hold together");
            foreach (var pin in conflict)
                ConflictOf(round, [.. conflict.Where(other => other != pin)], forbids).Should().BeNull($"round {number}: without {pin} the others hold");
            foreach (var fewer in Subsets(pins, conflict.Count - 1))
                ConflictOf(round, fewer, forbids).Should().BeNull($"round {number}: no smaller set is in conflict");
            told[conflict.Count]++;
        }
        told[1..].Should().OnlyContain(count => count > 5, "conflicts of one, two and three pins were seen");
    }

    [Fact]
    public void The_same_conflict_is_told_in_whatever_order_pins_and_forbids_are_written()
    {
        for (var number = 0; number < 2_000; number++)
        {
            var (round, pins, forbids) = Pinned(number);
            var draws = new Draws((ulong)number);
            var (one, other) = (Refusal(round, pins, forbids), Refusal(round, draws.Shuffled(pins), draws.Shuffled(forbids)));
            (other?.Code, other?.Message).Should().Be((one?.Code, one?.Message), $"round {number}");
            other?.Conflict.Should().Equal(one!.Conflict, $"round {number}");
        }
    }

    [Fact]
    public void Pins_that_hold_together_stand_in_the_plan()
    {
        for (var number = 0; number < 2_000; number++)
        {
            var (round, pins, forbids) = Pinned(number);
            if (ConflictOf(round, pins, forbids) is not null) continue;
            var plan = Matcher.Solve(new(round.Mentees, round.Mentors, round.Seed, pins, forbids), Policy.Fair);
            pins.Except(plan.Pairs).Concat(forbids.Intersect(plan.Pairs)).Should().BeEmpty($"round {number}");
        }
    }

    static (Instance Round, List<Pair> Pins, List<Pair> Forbids) Pinned(int number)
    {
        var (round, draws) = (Rounds.Small(number), new Draws((ulong)number + 600));
        var pairs = round.Mentees.SelectMany((mentee, i) => mentee.Edges.Select(edge => new Pair(i, edge.Mentor))).ToList();
        if (draws.Below(8) == 0) pairs.Add(new(draws.Below(round.Mentees.Count), draws.Below(round.Mentors.Count)));
        return (round, [.. draws.Shuffled(pairs.Distinct()).Take(draws.Below(6))], [.. draws.Shuffled(pairs.Distinct()).Take(draws.Below(2))]);
    }

    static UnsolvableException? Refusal(Instance round, IReadOnlyCollection<Pair> pins, IReadOnlyCollection<Pair> forbids)
    {
        try
        {
            _ = new Instance(round.Mentees, round.Mentors, round.Seed, pins, forbids);
            return null;
        }
        catch (UnsolvableException refusal)
        {
            return refusal;
        }
    }

    static IReadOnlyList<Pair>? ConflictOf(Instance round, IReadOnlyCollection<Pair> pins, IReadOnlyCollection<Pair> forbids) => Refusal(round, pins, forbids)?.Conflict;

    static IEnumerable<List<Pair>> Subsets(List<Pair> pins, int most) => Enumerable.Range(0, 1 << pins.Count)
        .Select(some => pins.Where((_, at) => (some >> at & 1) != 0).ToList()).Where(some => some.Count <= most);
}
