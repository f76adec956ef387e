using Advance.Contracts;
using Advance.Events;

namespace Advance.Tests.Specs.Gatherings;

/// <summary>Registrations follow the person when two identities turn out to be one.</summary>
public class FollowSpecs
{
    private static readonly Guid Kept = Ids.New();

    private static Gathering After(Gathering gathering, PersonMerged merged, DateTimeOffset? now = null) =>
        OnPersonMerged.Decide(gathering, merged, now ?? Gatherings.Before).Aggregate(gathering, (g, e) => g.Evolve(e));

    [Fact]
    public void A_registration_is_the_persons_under_the_id_that_is_kept()
    {
        var after = After(Gatherings.AFullOneWithEmmyWaiting, new(Kept, Gatherings.Ada));
        after.Confirmed.Should().Equal(Kept, Gatherings.Grace);
        After(Gatherings.AFullOneWithEmmyWaiting, new(Kept, Gatherings.Emmy)).Waiting.Should().Equal(Kept);
        OnPersonMerged.Decide(after, new(Kept, Gatherings.Ada), Gatherings.Before).Should().BeEmpty("hearing it twice changes nothing");
        After(Gatherings.AClosedOne, new(Kept, Gatherings.Ada)).Present.Should().Equal(Kept, Gatherings.Emmy);
    }

    [Fact]
    public void Of_two_registrations_one_remains_and_the_freed_seat_goes_to_the_first_who_waits()
    {
        var events = OnPersonMerged.Decide(Gatherings.AFullOneWithEmmyWaiting, new(Gatherings.Ada, Gatherings.Grace), Gatherings.Before);
        events.Should().HaveCount(2);
        events[1].Should().Be(new RegistrationPromoted(Gatherings.Id, Gatherings.CohortId, Gatherings.Emmy));
        After(Gatherings.AFullOneWithEmmyWaiting, new(Gatherings.Ada, Gatherings.Grace)).Confirmed.Should().Equal(Gatherings.Ada, Gatherings.Emmy);
        OnPersonMerged.Decide(Gatherings.AFullOneWithEmmyWaiting, new(Gatherings.Ada, Gatherings.Grace), Gatherings.Start).Should().ContainSingle("it has begun");
    }

    [Fact]
    public void A_seat_is_better_than_a_place_on_the_waiting_list()
    {
        var after = After(Gatherings.AFullOneWithEmmyWaiting, new(Gatherings.Emmy, Gatherings.Ada));
        after.Confirmed.Should().Equal(Gatherings.Emmy, Gatherings.Grace);
        after.Waiting.Should().BeEmpty();
    }
}
