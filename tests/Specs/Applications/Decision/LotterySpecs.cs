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

    private static LotsDrawn Draw(Lottery lottery, IReadOnlyList<Application>? tied = null, string? seed = Seed, Call? call = null,
        DrawLots? command = null, params Guid[] withPriority) => DrawLotsEndpoint.Decide(lottery, call ?? Calls.Closed, tied ?? [.. Tied.Select(Eligible)],
            withPriority, command ?? new([Tied[2], Tied[1], Tied[0]], 1), seed);

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

    [Fact]
    public void Whoever_was_drawn_earlier_is_selected_first()
    {
        void Select(int which, KeptLots lots, params (int Which, Standing Standing)[] standings) => SelectApplicationEndpoint.Decide(Eligible(Tied[which]), With(standings), Calls.Closed with { Places = 9 }, lots);
        var open = Standing.Undecided;
        Select(0, Kept(), (1, open), (2, open));
        Then.Refused("lots-not-kept", () => Select(1, Kept(), (0, open), (2, open)));
        Then.Refused("lots-not-kept", () => Select(2, Kept(), (0, Standing.Holding), (1, Standing.Waiting)));
        Then.Refused("lots-not-kept", () => Select(2, Kept(Tied[1]), (0, Standing.Holding), (1, Standing.WithoutPlace))); // declined for want of the place that there is
        Select(2, Kept(), (0, Standing.Holding), (1, Standing.WithoutPlace)); // declined on merit
        Select(1, Kept(), (2, open)); // the first withdrew
        Select(1, new([], new HashSet<Guid>()), (0, open)); // set aside, or never drawn
        SelectApplicationEndpoint.Decide(States.Eligible, With((0, open)), Calls.Closed, Kept()); // not one of the tied
    }

    [Fact]
    public void The_waiting_list_keeps_the_order_of_the_lots()
    {
        Outcome Wait(int which, int? position, KeptLots lots, params (int Which, Standing Standing)[] standings) =>
            WaitlistApplicationEndpoint.Decide(Eligible(Tied[which]), With([.. standings, (8, Standing.Holding), (9, Standing.Holding)]), Calls.Closed, new(position), lots);
        var waits = Standing.Waiting;
        Wait(1, null, Kept(), (0, waits)).OnApplication.As<ApplicationWaitlisted>().Position.Should().Be(2);
        Wait(1, 1, Kept(), (2, waits));
        Then.Refused("lots-not-kept", () => Wait(1, null, Kept(), (2, waits)));
        Then.Refused("lots-not-kept", () => Wait(1, 1, Kept(), (0, waits)));
        Then.Refused("lots-not-kept", () => Wait(1, null, Kept(), (0, Standing.Undecided)));
        Then.Refused("lots-not-kept", () => Wait(1, null, Kept(Tied[0]), (0, Standing.WithoutPlace)));
        var list = With((0, waits), (1, waits), (2, waits));
        OrderWaitingListEndpoint.Decide(list, Calls.Closed, new(Tied), Kept());
        Then.Refused("lots-not-kept", () => OrderWaitingListEndpoint.Decide(list, Calls.Closed, new([Tied[0], Tied[2], Tied[1]]), Kept()));
    }

    [Fact]
    public void Nobody_is_declined_for_want_of_places_before_one_who_was_drawn_later()
    {
        void Decline(int which, DeclineGround ground, params (int Which, Standing Standing)[] standings) =>
            DeclineApplicationEndpoint.Decide(Eligible(Tied[which]), With(standings), Calls.Closed, new(ground), Kept());
        Decline(1, DeclineGround.Capacity, (0, Standing.Holding), (2, Standing.WithoutPlace));
        Then.Refused("lots-not-kept", () => Decline(1, DeclineGround.Capacity, (2, Standing.Holding)));
        Then.Refused("lots-not-kept", () => Decline(1, DeclineGround.Capacity, (2, Standing.Waiting)));
        Decline(1, DeclineGround.Merit, (2, Standing.Holding));
    }

    [Fact]
    public void Lots_are_drawn_once_between_the_same_unless_they_are_set_aside_openly()
    {
        var drawn = Committed.Evolve(Draw(Committed));
        var again = drawn.Evolve(Commit(drawn));
        Then.Refused("drawn-before", () => Draw(again));
        Draw(again, [Eligible(Tied[2]), Eligible(Ids.New()), Eligible(Ids.New())], command: new([Tied[2], Ids.New(), Ids.New()], 1)).Number.Should().Be(2);
        LotsSetAside Aside(Lottery lottery, SetLotsAside? command = null, Call? call = null, params DecidingCommittee[] committees) =>
            SetLotsAsideEndpoint.Decide(lottery, call ?? Calls.Closed, committees, command ?? new(1), new(2026, 12, 1));
        var (steering, by) = (Ids.New(), "2026/8");
        DecidingCommittee committee = new() { Id = steering, Kind = CommitteeKind.Steering, Mandates = [new(Ids.New(), new(2026, 1, 1), null)], Resolutions = [new(by, Cohorts.Id)] };

        Aside(drawn).Should().Be(new LotsSetAside(Cohorts.Id, 1));
        Aside(drawn, new(1, steering, by), null, committee).Should().Be(new LotsSetAside(Cohorts.Id, 1, steering, by));
        Draw(again.Evolve(Aside(again))).Number.Should().Be(2);
        Then.Refused("resolution-required", () => Aside(drawn, null, null, committee));
        Then.Refused("resolution-unknown", () => Aside(drawn, new(1, steering, "2026/9"), null, committee));
        Then.Refused("lots-not-drawn", () => Aside(Committed));
        Then.Refused("lots-not-drawn", () => Aside(drawn, new(2)));
        Then.Refused("lots-already-set-aside", () => Aside(drawn.Evolve(Aside(drawn))));
        Then.Refused("cohort-over", () => Aside(drawn, call: Calls.Cancelled));
    }

    /// <summary>Drawn in the order of the alphabet; these were declined for want of places.</summary>
    private static KeptLots Kept(params Guid[] denied) => new([Tied], denied.ToHashSet());

    /// <summary>An intake in which the tied stand so (from 8 on: others); who is not named withdrew.</summary>
    private static Intake With(params (int Which, Standing Standing)[] standings) => new()
    {
        CohortId = Cohorts.Id,
        Entries = [.. standings.Select(s => new Entry(s.Which < Tied.Length ? Tied[s.Which] : Ids.New(), Ids.New(), Calls.University, s.Standing))],
    };
}
