using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

public class DecisionSpecs
{
    [Fact]
    public void Eligibility_is_confirmed_when_the_rules_say_so()
    {
        EligibilityConfirmed Confirm(Application application, bool over = false, Call? call = null) =>
            ConfirmEligibilityEndpoint.Decide(application, call ?? Calls.Closed, new(over));
        var junior = States.Submitted.Evolve(States.Submission with { CareerStage = "student" });

        Confirm(States.Submitted).Should().Be(new EligibilityConfirmed(States.Id, Cohorts.Id, People.Ada));
        Then.Refused("career-stage-not-admitted", () => Confirm(junior));
        Confirm(junior, over: true).OverriddenRule.Should().Be("career-stage-not-admitted");
        Then.Refused("institution-not-in-call", () => Confirm(States.Submitted.Evolve(States.Submission with { InstitutionId = Calls.Lih })));
        Then.Refused("required-document-missing", () => Confirm(Given.The<Application>(States.Submission)));
        Then.Refused("eligibility-decided", () => Confirm(States.Eligible));
        Then.Refused("application-withdrawn", () => Confirm(States.Withdrawn, over: true));
        Then.Refused("cohort-over", () => Confirm(States.Submitted, over: true, Calls.Cancelled));
    }

    [Fact]
    public void Eligibility_is_refused_once_by_its_rule()
    {
        var outcome = RefuseEligibilityEndpoint.Decide(States.Submitted, Calls.Closed, new("contract-too-short"));
        outcome.OnApplication.Should().Be(new EligibilityRefused(States.Id, Cohorts.Id, People.Ada, "contract-too-short"));
        outcome.OnIntake.Should().Equal(States.AdaHasNone);
        Then.Refused("eligibility-decided", () => RefuseEligibilityEndpoint.Decide(States.Ineligible, Calls.Closed, new("x1")));
        Then.Refused("application-withdrawn", () => RefuseEligibilityEndpoint.Decide(States.Withdrawn, Calls.Closed, new("x1")));
        Then.Refused("cohort-over", () => RefuseEligibilityEndpoint.Decide(States.Submitted, Calls.Cancelled, new("x1")));
    }

    [Fact]
    public void A_selected_application_takes_the_last_place()
    {
        var outcome = SelectApplicationEndpoint.Decide(States.Eligible, States.Intake(null, holding: 1), Calls.Closed);
        outcome.OnApplication.Should().Be(new ApplicationSelected(States.Id, Cohorts.Id, People.Ada, Calls.University));
        outcome.OnIntake.Should().Equal(States.AdaHolds);
    }

    [Fact]
    public void Selection_is_refused_with_the_rule_that_says_no()
    {
        Action Select(Application application, int holding = 0, Call? call = null) =>
            () => SelectApplicationEndpoint.Decide(application, States.Intake(null, holding), call ?? Calls.Closed);
        Then.Refused("cohort-full", Select(States.Eligible, holding: 2));
        Then.Refused("not-eligible", Select(States.Submitted));
        Then.Refused("not-eligible", Select(States.Ineligible));
        Then.Refused("already-decided", Select(States.Selected));
        Then.Refused("already-decided", Select(States.Waitlisted));
        Then.Refused("application-withdrawn", Select(States.Withdrawn));
        Then.Refused("cohort-over", Select(States.Eligible, call: Calls.Cancelled));
    }

    [Fact]
    public void One_waits_only_while_every_place_is_taken()
    {
        var outcome = WaitlistApplicationEndpoint.Decide(States.Eligible, States.Intake(null, holding: 2, waiting: [Ids.New()]), Calls.Closed, new());
        outcome.OnApplication.Should().Be(new ApplicationWaitlisted(States.Id, Cohorts.Id, People.Ada, 2));
        outcome.OnIntake.Should().Equal(States.AdaWaits);
        Then.Refused("places-left", () => WaitlistApplicationEndpoint.Decide(States.Eligible, States.Intake(null, holding: 1), Calls.Closed, new()));
        Then.Refused("already-decided", () => WaitlistApplicationEndpoint.Decide(States.Declined, States.Intake(null, holding: 2), Calls.Closed, new()));
    }

    [Fact]
    public void Declining_a_selected_application_before_the_release_passes_its_place_on()
    {
        var next = Ids.New();
        var intake = States.Intake(States.AdaHolds, holding: 1, waiting: [next, Ids.New()]);
        var outcome = DeclineApplicationEndpoint.Decide(States.Selected, intake, Calls.Closed, new(DeclineGround.Merit));
        outcome.OnIntake.Should().Equal(new PlaceFreed(Cohorts.Id, States.Id), new PlaceTaken(Cohorts.Id, next));
        outcome.Promoted!.ApplicationId.Should().Be(next);
    }

    [Fact]
    public void Declining_one_without_a_place_moves_nobody_and_is_refused_when_decided()
    {
        var waiting = States.Intake(States.AdaWaits, holding: 2, waiting: [Ids.New()]);
        var outcome = DeclineApplicationEndpoint.Decide(States.Waitlisted, waiting, Calls.Closed, new(DeclineGround.Capacity));
        outcome.OnIntake.Should().Equal(States.AdaHasNone);
        outcome.Promoted.Should().BeNull();
        Action Decline(Application application, bool released = false) => () => DeclineApplicationEndpoint.Decide(application,
            States.Intake(States.AdaHolds, released: released), Calls.Closed, new(DeclineGround.Merit));
        Then.Refused("already-decided", Decline(States.Declined));
        Then.Refused("already-decided", Decline(States.Selected, released: true));
        Then.Refused("not-eligible", Decline(States.Submitted));
        Then.Refused("application-withdrawn", Decline(States.Withdrawn));
    }
}
