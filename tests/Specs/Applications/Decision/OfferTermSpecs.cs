using Advance.Applications;
using Advance.Contracts;
using Advance.Tests.Specs.Strands;

namespace Advance.Tests.Specs.Applications;

/// <summary>An offer is called to mind before it lapses, and may be extended.</summary>
public class OfferTermSpecs
{
    private static readonly DateTimeOffset Lapses = States.Offer.ExpiresAt;
    private static readonly DateTimeOffset Now = Lapses.AddDays(-3);
    private static readonly OfferExtended Extended = new(States.Id, Cohorts.Id, People.Ada, Lapses.AddDays(7));

    [Fact]
    public void An_open_offer_is_extended_to_a_later_instant()
    {
        OfferExtended Extend(Application application, DateTimeOffset until, DateTimeOffset? now = null, Call? call = null) =>
            ExtendOfferEndpoint.Decide(application, call ?? Calls.Closed, new(until), now ?? Now);
        Extend(States.Offered, Lapses.AddDays(7)).Should().Be(Extended);
        States.Offered.Evolve(Extended).Should().Match<Application>(a => a.OfferExpiresAt == Extended.ExpiresAt && a.Status == ApplicationStatus.Offered);
        Then.Refused("expiry-not-later", () => Extend(States.Offered, Lapses));
        Then.Refused("expiry-too-far", () => Extend(States.Offered, Now.AddYears(2)));
        Then.Refused("offer-expired", () => Extend(States.Offered, Lapses.AddDays(7), Lapses));
        Then.Refused("no-open-offer", () => Extend(States.Accepted, Lapses.AddDays(7)));
        Then.Refused("cohort-over", () => Extend(States.Offered, Lapses.AddDays(7), call: Calls.Cancelled));
    }

    [Fact]
    public void It_is_called_to_mind_once_for_each_instant_and_only_while_it_is_open()
    {
        RemindOfOffer message = new(States.Id, Lapses);
        OfferReminded? Remind(Application application, DateTimeOffset? now = null, Call? call = null) =>
            RemindOfOfferHandler.Decide(application, call ?? Calls.Closed, message, now ?? Now);
        var reminded = Remind(States.Offered);
        reminded.Should().Be(new OfferReminded(States.Id, Cohorts.Id, People.Ada, Lapses));
        Remind(States.Offered.Evolve(reminded!)).Should().BeNull("it was called to mind");
        Remind(States.Accepted).Should().BeNull();
        Remind(States.Offered, Lapses).Should().BeNull("it has lapsed");
        Remind(States.Offered, call: Calls.Cancelled).Should().BeNull();
        Remind(States.Offered.Evolve(Extended)).Should().BeNull("another reminder was scheduled with the extension");
        RemindOfOfferHandler.Decide(States.Offered.Evolve(reminded!).Evolve(Extended), Calls.Closed, new(States.Id, Extended.ExpiresAt), Now).Should().NotBeNull();
    }

    [Fact]
    public void The_reminder_comes_three_days_before_but_not_in_the_first_half()
    {
        OpenOffer.WaitFor(TimeSpan.FromDays(14)).Should().Be(TimeSpan.FromDays(11));
        OpenOffer.WaitFor(TimeSpan.FromDays(4)).Should().Be(TimeSpan.FromDays(2));
    }
}
