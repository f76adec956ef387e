using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

public class OfferSpecs
{
    private static readonly DateTimeOffset Now = Calls.Deadline.AddDays(7);
    private static readonly DateTimeOffset Lapsed = States.Offer.ExpiresAt;
    private static Intake Released => States.Intake(States.AdaHolds, released: true);

    [Fact]
    public void A_place_is_offered_after_the_release()
    {
        OfferMade Offer(Application application, Intake intake, DateTimeOffset expiresAt, Call? call = null) =>
            OfferPlaceEndpoint.Decide(application, intake, call ?? Calls.Closed, new(expiresAt), Now);
        Offer(States.Selected, Released, Lapsed).Should().Be(States.Offer);
        Then.Refused("decisions-not-released", () => Offer(States.Selected, States.Intake(States.AdaHolds), Lapsed));
        Then.Refused("not-selected", () => Offer(States.Waitlisted, Released, Lapsed));
        Then.Refused("not-selected", () => Offer(States.Offered, Released, Lapsed));
        Then.Refused("expiry-passed", () => Offer(States.Selected, Released, Now));
        Then.Refused("expiry-too-far", () => Offer(States.Selected, Released, Now.AddYears(2)));
        Then.Refused("application-withdrawn", () => Offer(States.Withdrawn, Released, Lapsed));
        Then.Refused("cohort-over", () => Offer(States.Selected, Released, Lapsed, Calls.Cancelled));
    }

    [Fact]
    public void An_offer_is_accepted_in_time_under_the_charter_of_the_call()
    {
        OfferAccepted Accept(Application application, DateTimeOffset now, string charter = "1.0", Call? call = null) =>
            AcceptOfferEndpoint.Decide(application, call ?? Calls.Closed, new(charter), now);
        Accept(States.Offered, Now).Should().Be(new OfferAccepted(States.Id, Cohorts.Id, People.Ada, Calls.University, "1.0"));
        Then.Refused("offer-expired", () => Accept(States.Offered, Lapsed));
        Then.Refused("charter-version-differs", () => Accept(States.Offered, Now, "0.9"));
        Then.Refused("no-open-offer", () => Accept(States.Selected, Now));
        Then.Refused("no-open-offer", () => Accept(States.Accepted, Now));
        Then.Refused("cohort-over", () => Accept(States.Offered, Now, call: Calls.Cancelled));
    }

    [Fact]
    public void A_declined_offer_goes_to_the_first_who_waits()
    {
        var next = Ids.New();
        var outcome = DeclineOfferEndpoint.Decide(States.Offered, States.Intake(States.AdaHolds, 1, [next, Ids.New()], released: true), Calls.Closed);
        outcome.OnApplication.Should().Be(new OfferDeclined(States.Id, Cohorts.Id, People.Ada));
        outcome.Promoted!.ApplicationId.Should().Be(next);
        Then.Refused("no-open-offer", () => DeclineOfferEndpoint.Decide(States.Accepted, Released, Calls.Closed));
        Then.Refused("cohort-over", () => DeclineOfferEndpoint.Decide(States.Offered, Released, Calls.Cancelled));
    }

    [Fact]
    public void An_offer_lapses_at_its_instant_and_not_before()
    {
        var outcome = ExpireOfferEndpoint.Decide(States.Offered, Released, Calls.Closed, Lapsed);
        outcome.OnApplication.Should().Be(new OfferExpired(States.Id, Cohorts.Id, People.Ada));
        outcome.OnIntake.Should().Equal(new PlaceFreed(Cohorts.Id, States.Id));
        Then.Refused("offer-still-open", () => ExpireOfferEndpoint.Decide(States.Offered, Released, Calls.Closed, Lapsed.AddTicks(-1)));
        Then.Refused("no-open-offer", () => ExpireOfferEndpoint.Decide(States.Accepted, Released, Calls.Closed, Lapsed));
        Then.Refused("cohort-over", () => ExpireOfferEndpoint.Decide(States.Offered, Released, Calls.Cancelled, Lapsed));
    }

    [Fact]
    public void Withdrawing_frees_the_place_at_any_stage()
    {
        var next = Ids.New();
        foreach (var holder in (Application[])[States.Selected, States.Offered, States.Accepted])
        {
            var outcome = WithdrawApplicationEndpoint.Decide(holder, States.Intake(States.AdaHolds, 1, [next], released: true), Calls.Closed);
            outcome.OnIntake.Should().Equal(new PlaceFreed(Cohorts.Id, States.Id), new PlaceTaken(Cohorts.Id, next), new ApplicantLeft(Cohorts.Id, States.Id));
            outcome.Promoted!.ApplicationId.Should().Be(next);
        }
    }

    [Fact]
    public void Withdrawing_gives_no_prepared_decision_away_and_ends_with_the_application()
    {
        var left = new ApplicantLeft(Cohorts.Id, States.Id);
        foreach (var other in (Application[])[States.Submitted, States.Eligible, States.Ineligible, States.Declined])
            WithdrawApplicationEndpoint.Decide(other, States.Intake(States.AdaHasNone), Calls.Closed).OnIntake.Should().Equal(left);
        Then.Refused("application-over", () => WithdrawApplicationEndpoint.Decide(States.Declined, States.Intake(States.AdaHasNone, released: true), Calls.Closed));
        Then.Refused("application-withdrawn", () => WithdrawApplicationEndpoint.Decide(States.Withdrawn, new(), Calls.Closed));
        Then.Refused("cohort-over", () => WithdrawApplicationEndpoint.Decide(States.Eligible, new(), Calls.Cancelled));
    }

    [Fact]
    public void Before_the_release_the_applicant_sees_no_decision_and_no_version()
    {
        foreach (var decided in (Application[])[States.Eligible, States.Ineligible, States.Selected, States.Waitlisted, States.Declined])
        {
            var own = ApplicationView.OwnOf(decided, States.Intake(States.AdaWaits, holding: 2));
            own.Should().Be(ApplicationView.OwnOf(States.Eligible, null) with { Documents = own.Documents, MentorWishes = own.MentorWishes, Topics = own.Topics, Asked = own.Asked });
            own.Status.Should().Be(ApplicationView.UnderReview);
        }

        ApplicationView.OwnOf(States.Submitted, null).Status.Should().Be("Submitted");
        ApplicationView.OwnOf(States.Waitlisted, States.Intake(States.AdaWaits, 2, released: true)).Should()
            .Match<ApplicationView>(v => v.Status == "Waitlisted" && v.WaitingPosition == 1);
    }
}
