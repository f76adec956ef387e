using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

/// <summary>The waiting list: its order, its reasons, and what more places do to it (rule A4).</summary>
public class WaitingListSpecs
{
    private static readonly Guid First = Ids.New();
    private static readonly Guid Second = Ids.New();
    private static Intake Two => States.Intake(null, holding: 2, waiting: [First, Second]);

    [Fact]
    public void An_application_waits_where_it_is_put_and_for_a_reason_that_stands_elsewhere()
    {
        var text = Ids.New();
        var outcome = WaitlistApplicationEndpoint.Decide(States.Eligible, Two, Calls.Closed, new(2, text));
        outcome.OnApplication.Should().Be(new ApplicationWaitlisted(States.Id, Cohorts.Id, People.Ada, 2, text));
        States.Eligible.Evolve(outcome.OnApplication).ReasonTextId.Should().Be(text);
        outcome.OnIntake.Aggregate(Two, (i, e) => i.Evolve(e)).WaitingIds().Should().Equal(First, States.Id, Second);
        WaitlistApplicationEndpoint.Decide(States.Eligible, Two, Calls.Closed, new(3)).OnApplication.As<ApplicationWaitlisted>().Position.Should().Be(3);
        Then.Refused("position-beyond-list", () => WaitlistApplicationEndpoint.Decide(States.Eligible, Two, Calls.Closed, new(4)));
        ((Action)(() => WaitlistApplicationEndpoint.Validate(new(0, Guid.Empty)))).Should().Throw<Malformed>().Which.Errors.Keys
            .Should().BeEquivalentTo("position", "reasonTextId");
    }

    [Fact]
    public void The_list_is_put_in_order_before_the_release_with_everybody_on_it_once()
    {
        WaitingListOrdered Order(params Guid[] ids) => OrderWaitingListEndpoint.Decide(Two, Calls.Closed, new(ids));
        Two.Evolve(Order(Second, First)).WaitingIds().Should().Equal(Second, First);
        foreach (var wrong in (Guid[][])[[First], [First, First], [First, Ids.New()], [First, Second, Second]])
            Then.Refused("waiting-list-mismatch", () => Order(wrong));
        var released = Two.Evolve(new DecisionsReleased(Cohorts.Id, 2, 2, 0));
        Then.Refused("already-released", () => OrderWaitingListEndpoint.Decide(released, Calls.Closed, new([Second, First])));
        Then.Refused("cohort-over", () => OrderWaitingListEndpoint.Decide(Two, Calls.Cancelled, new([Second, First])));
    }

    [Fact]
    public void More_places_go_to_the_first_who_wait_and_nobody_jumps_the_queue_before()
    {
        Call Raised(int places) => Calls.Closed.Evolve(new CapRaised(Cohorts.Id, places, "2026/9"));
        var (taken, promoted) = Two.Fill(Raised(3));
        promoted.Select(p => p.ApplicationId).Should().Equal(First);
        taken.Should().Equal(new PlaceTaken(Cohorts.Id, First));
        Two.Fill(Raised(5)).Promoted.Select(p => p.ApplicationId).Should().Equal(First, Second);
        Two.Fill(Calls.Closed).Promoted.Should().BeEmpty();
        taken.Aggregate(Two, (i, e) => i.Evolve(e)).Fill(Raised(3)).Promoted.Should().BeEmpty("what was heard twice is given once");

        Then.Refused("cohort-full", () => SelectApplicationEndpoint.Decide(States.Eligible, Two, Raised(4)));
        SelectApplicationEndpoint.Decide(States.Eligible, Two, Raised(5)).OnIntake.Should().Equal(States.AdaHolds);
    }
}
