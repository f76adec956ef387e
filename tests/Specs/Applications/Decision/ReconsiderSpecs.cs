using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

/// <summary>What was prepared by mistake is taken back before anybody was told (rule A7).</summary>
public class ReconsiderSpecs
{
    private static readonly DecisionReconsidered Reconsidered = new(States.Id, Cohorts.Id, People.Ada);
    private static readonly StandingReopened Reopened = new(Cohorts.Id, States.Id);

    private static Outcome Reconsider(Application application, Intake intake, Call? call = null, KeptLots? lots = null) =>
        ReconsiderApplicationEndpoint.Decide(application, intake, call ?? Calls.Closed, lots);

    private static Outcome Eligibility(Application application, Intake intake, Call? call = null) =>
        ReconsiderEligibilityEndpoint.Decide(application, intake, call ?? Calls.Closed);

    [Fact]
    public void A_decision_that_was_taken_back_leaves_the_application_eligible_and_undecided()
    {
        var outcome = Reconsider(States.Declined, States.Intake(States.AdaHasNone));
        outcome.Should().BeEquivalentTo(new Outcome(Reconsidered, [Reopened]));
        var after = States.Declined.Evolve(outcome.OnApplication);
        (after.Status, after.Ground).Should().Be((ApplicationStatus.Eligible, null));
        States.Intake(States.AdaHasNone).Evolve(Reopened).Count(Standing.Undecided).Should().Be(1, "the release waits for a decision");
        Reconsider(States.Waitlisted, States.Intake(States.AdaWaits, holding: 2)).OnIntake.Should().Equal(Reopened);
    }

    [Fact]
    public void A_place_that_was_held_goes_to_the_first_who_waits()
    {
        var next = Ids.New();
        var intake = States.Intake(States.AdaHolds, holding: 1, waiting: [next]);
        var outcome = Reconsider(States.Selected, intake);
        outcome.OnIntake.Should().Equal(new PlaceFreed(Cohorts.Id, States.Id), new PlaceTaken(Cohorts.Id, next), Reopened);
        outcome.Promoted!.ApplicationId.Should().Be(next);
        var after = outcome.OnIntake.Aggregate(intake, (i, e) => i.Evolve(e));
        (after.Count(Standing.Holding), after.Count(Standing.Undecided), after.Holds(next)).Should().Be((2, 1, true));
    }

    [Fact]
    public void A_decision_is_taken_back_before_the_release_only_and_only_where_there_is_one()
    {
        Then.Refused("not-decided", () => Reconsider(States.Eligible, States.Intake(null)));
        Then.Refused("not-decided", () => Reconsider(States.Ineligible, States.Intake(States.AdaHasNone)));
        Then.Refused("already-released", () => Reconsider(States.Declined, States.Intake(States.AdaHasNone, released: true)));
        Then.Refused("application-withdrawn", () => Reconsider(States.Withdrawn, States.Intake(null)));
        Then.Refused("cohort-over", () => Reconsider(States.Declined, States.Intake(States.AdaHasNone), Calls.Cancelled));
    }

    [Fact]
    public void Nobody_is_taken_back_behind_whom_somebody_of_the_same_lots_has_a_place_or_waits()
    {
        var later = Ids.New();
        KeptLots lots = new([[States.Id, later]], new HashSet<Guid>());
        Then.Refused("lots-not-kept", () => Reconsider(States.Selected, States.Intake(States.AdaHolds, waiting: [later]), lots: lots));
        Reconsider(States.Selected, States.Intake(States.AdaHolds), lots: lots).OnIntake.Should().HaveCount(2);
    }

    [Fact]
    public void What_was_found_of_eligibility_is_taken_back_while_nothing_is_decided()
    {
        EligibilityReconsidered taken = new(States.Id, Cohorts.Id, People.Ada);
        Eligibility(States.Ineligible, States.Intake(States.AdaHasNone)).Should().BeEquivalentTo(new Outcome(taken, [Reopened]));
        Eligibility(States.Eligible, States.Intake(null)).Should().BeEquivalentTo(new Outcome(taken, []));
        var after = States.Ineligible.Evolve(taken);
        (after.Status, after.BrokenRule).Should().Be((ApplicationStatus.Submitted, null));
        Then.Refused("eligibility-open", () => Eligibility(States.Submitted, States.Intake(null)));
        Then.Refused("already-decided", () => Eligibility(States.Selected, States.Intake(States.AdaHolds)));
        Then.Refused("already-released", () => Eligibility(States.Ineligible, States.Intake(States.AdaHasNone, released: true)));
        Then.Refused("application-withdrawn", () => Eligibility(States.Withdrawn, States.Intake(null)));
        Then.Refused("cohort-over", () => Eligibility(States.Eligible, States.Intake(null), Calls.Cancelled));
    }
}
