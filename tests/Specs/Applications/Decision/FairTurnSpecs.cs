using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

/// <summary>Whom there was no place for goes first among equals in the next call of the strand (U10).</summary>
public class FairTurnSpecs
{
    private static readonly Application ForCapacity = States.Eligible.Evolve(new ApplicationDeclined(States.Id, Cohorts.Id, People.Ada, DeclineGround.Capacity));
    private static readonly PriorityGranted Granted = new(People.Ada, Cohorts.StrandId, Cohorts.Id, "declined-for-capacity");
    private static readonly PriorityUsed Used = new(People.Ada, Cohorts.StrandId, Cohorts.Id);
    private static Call Started => Calls.Closed.Evolve(new CohortStarted(Cohorts.Id, Cohorts.StrandId));
    private static FairTurn Open => Given.The<FairTurn>(Granted);

    [Fact]
    public void To_be_declined_for_want_of_places_gives_priority_once_for_each_cohort()
    {
        new FairTurn().After(ForCapacity, Calls.Closed).Should().Be(Granted);
        new FairTurn().After(States.Declined, Calls.Closed).Should().BeNull("merit gives none");
        Open.HasPriority.Should().BeTrue();
        foreach (var heard in (FairTurn[])[Open, Open.Evolve(Used), Open.Evolve(new PriorityWithdrawn(People.Ada, Cohorts.StrandId, "error"))])
            heard.After(ForCapacity, Calls.Closed).Should().BeNull("it was given");
        Given.The<FairTurn>(Granted with { CohortId = Ids.New() }).After(ForCapacity, Calls.Closed).Should().Be(Granted);
    }

    [Fact]
    public void To_wait_still_when_the_cohort_starts_gives_priority()
    {
        new FairTurn().After(States.Waitlisted, Calls.Closed).Should().BeNull();
        new FairTurn().After(States.Waitlisted, Started).Should().Be(Granted with { Reason = "still-waiting" });
    }

    [Fact]
    public void A_place_uses_it_up_also_one_that_comes_late()
    {
        foreach (var holder in (Application[])[States.Selected, States.Offered, States.Accepted])
        {
            Open.After(holder, Started).Should().Be(Used);
            Open.Evolve(Used).HasPriority.Should().BeFalse();
            Open.Evolve(Used).After(holder, Started).Should().BeNull();
            new FairTurn().After(holder, Started).Should().BeNull();
        }

        Open.After(States.Withdrawn, Started).Should().BeNull();
    }

    [Fact]
    public void It_follows_the_person_to_another_identity()
    {
        var augusta = Ids.New();
        Open.HandedTo(new(), augusta).Should().Equal(Granted with { PersonId = augusta });
        Open.HandedTo(Given.The<FairTurn>(Granted with { PersonId = augusta }), augusta).Should().BeEmpty("that one has it");
        Open.Evolve(Used).HandedTo(new(), augusta).Should().BeEmpty();
    }

    [Fact]
    public void A_contested_priority_is_taken_back_with_its_reason()
    {
        var committee = Ids.New();
        WithdrawPriorityEndpoint.Decide(Open, new("granted-in-error"), false).Should().Be(new PriorityWithdrawn(People.Ada, Cohorts.StrandId, "granted-in-error"));
        WithdrawPriorityEndpoint.Decide(Open, new("contested", committee, "2026/3"), true).ResolutionNumber.Should().Be("2026/3");
        Then.Refused("resolution-unknown", () => WithdrawPriorityEndpoint.Decide(Open, new("contested", committee, "2026/3"), false));
        Then.Refused("no-open-priority", () => WithdrawPriorityEndpoint.Decide(Open.Evolve(Used), new("contested"), false));
        foreach (var wrong in (WithdrawPriority[])[new("Because of Ada"), new("contested", committee), new("contested", null, "2026/3")])
            ((Action)(() => WithdrawPriorityEndpoint.Validate(wrong))).Should().Throw<Malformed>();
    }
}
