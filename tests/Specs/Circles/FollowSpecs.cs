using Advance.Circles;
using Advance.Contracts;

namespace Advance.Tests.Specs.Circles;

/// <summary>Seats follow the person when two identities turn out to be one.</summary>
public class FollowSpecs
{
    private static readonly Guid Kept = Ids.New();
    private static readonly DateOnly Today = DateOnly.FromDateTime(Rooms.At.UtcDateTime);

    private static Circle After(Circle circle, IReadOnlyList<object> events) => events.Aggregate(circle, (c, e) => c.Evolve(e));

    [Fact]
    public void A_seat_and_the_attendance_are_the_persons_under_the_id_that_is_kept()
    {
        var mentee = Rooms.Mentees[0];
        var attended = Rooms.OneWithASession.Evolve(new SessionAttended(Rooms.CircleId, Rooms.CohortId, Rooms.SessionId, [mentee], 5));
        var events = OnPersonMerged.Decide(attended, Rooms.ACohort, new(Kept, mentee), elsewhere: false, Today);
        events.Should().Equal(new SeatFollowed(Rooms.CircleId, Rooms.CohortId, mentee, Kept));
        var after = After(attended, events);
        after.SeatOf(Kept).Should().NotBeNull();
        after.SeatOf(mentee).Should().BeNull();
        after.Sessions[0].Present.Should().Equal(Kept);
        OnPersonMerged.Decide(after, Rooms.ACohort, new(Kept, mentee), false, Today).Should().BeEmpty("hearing it twice changes nothing");
    }

    [Fact]
    public void Two_seats_in_one_circle_become_one_and_a_circle_that_is_too_small_then_opens_a_case()
    {
        var events = OnPersonMerged.Decide(Rooms.ARunningOne, Rooms.ACohort, new(Rooms.Mentors[0], Rooms.Mentors[1]), false, Today);
        events.Should().HaveCount(2);
        events[1].Should().BeOfType<CircleBelowMinimum>().Which.Mentors.Should().Be(1);
        After(Rooms.ARunningOne, events).Held.Count(s => s.PersonId == Rooms.Mentors[0]).Should().Be(1);
    }

    [Fact]
    public void A_mentee_with_a_seat_in_another_circle_of_the_cohort_keeps_that_one()
    {
        var mentee = Rooms.Mentees[0];
        var attended = Rooms.OneWithASession.Evolve(new SessionAttended(Rooms.CircleId, Rooms.CohortId, Rooms.SessionId, [mentee], 5));
        var events = OnPersonMerged.Decide(attended, Rooms.ACohort, new(Kept, mentee), elsewhere: true, Today);
        events[0].Should().BeOfType<SeatVacated>().Which.Should().Match<SeatVacated>(v => v.PersonId == mentee && v.From > attended.Sessions[0].Day);
        var after = After(attended, events);
        after.SeatOf(Kept).Should().BeNull();
        after.Seats.Should().Contain(s => s.PersonId == Kept && s.FreeFrom != null);
        OnPersonMerged.Decide(Rooms.ACompletedOne, Rooms.ACohort, new(Kept, mentee), true, Today).Should().ContainSingle("a circle that is over keeps its seats");
    }

    [Fact]
    public void All_ids_of_a_person_lead_to_the_one_in_use()
    {
        var (a, b, c) = (Ids.New(), Ids.New(), Ids.New());
        WhoIsWho who = new([new(a, b), new(b, c)]);
        who.Is(a).Should().Be(c);
        who.IdsOf(b).Should().BeEquivalentTo([a, b, c]);
        who.IdsOf(Kept).Should().Equal(Kept);
    }
}
