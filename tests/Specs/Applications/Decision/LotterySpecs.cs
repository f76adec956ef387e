using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

/// <summary>Ties are drawn by a lottery that anybody can compute again (U11).</summary>
public class LotterySpecs
{
    private const string Seed = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
    private static readonly Guid Cohort = Guid.Parse("01930000-0000-7000-8000-000000000001");
    private static readonly Guid[] Tied = [.. "abc".Select(c => Guid.Parse($"01930000-0000-7000-8000-00000000000{c}"))];
    private static Lottery Committed => new Lottery().Evolve(Commit(new()));

    private static LotteryCommitted Commit(Lottery lottery, Call? call = null) => CommitLotteryEndpoint.Decide(lottery, call ?? Calls.Open, Seed);

    private static Application Eligible(Guid id) => States.Eligible with { Id = id };

    private static LotsDrawn Draw(Lottery lottery, IReadOnlyList<Application>? tied = null, string? seed = Seed, Call? call = null, params Guid[] withPriority) =>
        DrawLotsEndpoint.Decide(lottery, call ?? Calls.Closed, tied ?? [.. Tied.Select(Eligible)], withPriority, new([Tied[2], Tied[1], Tied[0]], 1), seed);

    // Computed with: printf 'advance.lottery.commitment.1\n01930000-0000-7000-8000-000000000001\n1\n%s' $SEED | sha256sum, and so on.
    [Fact]
    public void The_formulas_give_what_other_programs_give()
    {
        Lottery.Commitment(Cohort, 1, Seed).Should().Be("e378a98904857f218cc304d12c2edbeac9669fa2c4a94bd1929e9509eead52eb");
        Tied.Select(id => Lottery.Lot(Seed, id)).Should().Equal("2338897bc81ad0bbe280e26908e482badc3f1802ace32aeb25899600138dfae6",
            "beca0acda8d6b18a20ee1a0f4d6f78bfa3011cdd21f469b6514b429ae954a871", "c26ecafdc77bad4422b1261944f8dde163073f051875f8e8b5629985f206a889");
        Lottery.Order(Seed, [Tied[2], Tied[1], Tied[0]], []).Should().Equal(Tied[0], Tied[1], Tied[2]);
        Lottery.Order(Seed, Tied, [Tied[2]]).Should().Equal(Tied[2], Tied[0], Tied[1]);
    }

    [Fact]
    public void A_seed_is_committed_to_and_there_is_no_other_until_it_is_drawn()
    {
        Commit(new()).Should().Be(new LotteryCommitted(Cohorts.Id, 1, Lottery.Commitment(Cohorts.Id, 1, Seed)));
        Then.Refused("lottery-already-committed", () => Commit(Committed));
        Commit(Committed.Evolve(Draw(Committed))).Number.Should().Be(2);
        Then.Refused("call-not-published", () => Commit(new(), Calls.Planned));
        Then.Refused("cohort-over", () => Commit(new(), Calls.Cancelled));
    }

    [Fact]
    public void Lots_order_the_tied_and_reveal_the_seed()
    {
        var drawn = Draw(Committed, withPriority: Tied[1]);
        drawn.Should().BeEquivalentTo(new LotsDrawn(Cohorts.Id, 1, Seed, 1, [Tied[2], Tied[1], Tied[0]], [Tied[1]], [Tied[1], Tied[0], Tied[2]]),
            o => o.WithStrictOrdering());
        var lottery = Committed.Evolve(drawn);
        lottery.Open.Should().BeNull();
        Lottery.Commitment(Cohorts.Id, 1, lottery.Draws[0].Seed!).Should().Be(lottery.Draws[0].Commitment);
    }

    [Fact]
    public void Lots_are_refused_without_a_seed_and_where_nothing_is_tied()
    {
        Then.Refused("lottery-not-committed", () => Draw(new(), seed: null));
        Then.Refused("lottery-already-drawn", () => Draw(Committed.Evolve(Draw(Committed)), seed: null));
        Then.Refused("not-tied", () => Draw(Committed, [.. Tied[..2].Select(Eligible)]));
        Then.Refused("not-tied", () => Draw(Committed, [States.Selected, .. Tied[..2].Select(Eligible)]));
        Then.Refused("not-tied", () => Draw(Committed, [Eligible(Tied[0]) with { CohortId = Ids.New() }, .. Tied[..2].Select(Eligible)]));
        Then.Refused("cohort-over", () => Draw(Committed, call: Calls.Cancelled));
        foreach (var wrong in (DrawLots[])[new([Tied[0]], 0), new([Tied[0], Tied[0]], 1), new(Tied, 3), new(Tied, -1)])
            ((Action)(() => DrawLotsEndpoint.Validate(wrong))).Should().Throw<Malformed>();
    }
}
