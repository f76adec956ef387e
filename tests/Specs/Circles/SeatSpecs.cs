using Advance.Circles;
using Advance.Contracts;

namespace Advance.Tests.Specs.Circles;

public class SeatSpecs
{
    private static readonly DateOnly Day = DateOnly.FromDateTime(Rooms.At.UtcDateTime);

    [Fact]
    public void Below_the_minimum_a_case_opens_that_names_nobody()
    {
        var events = VacateSeatEndpoint.Decide(Rooms.ARunningOne, Rooms.ACohort, new(Rooms.Mentors[0], Day));
        events.Should().Equal(new SeatVacated(Rooms.CircleId, Rooms.CohortId, Rooms.Mentors[0], true, Day),
            new CircleBelowMinimum(Rooms.CircleId, Rooms.CohortId, Mentees: 3, Mentors: 1, FewestMentees: 2, FewestMentors: 2));
        events.Should().AllBeAssignableTo<IWithoutActor>();
        VacateSeatEndpoint.Decide(Rooms.ARunningOne, Rooms.ACohort, new(Rooms.Mentees[0], Day)).Should().ContainSingle("two mentees are a group");
    }

    [Fact]
    public void A_case_opens_once_and_is_over_when_the_seat_is_refilled()
    {
        var below = VacateSeatEndpoint.Decide(Rooms.ARunningOne, Rooms.ACohort, new(Rooms.Mentors[0], Day)).Aggregate(Rooms.ARunningOne, (c, e) => c.Evolve(e));
        below.IsBelowMinimum.Should().BeTrue();
        VacateSeatEndpoint.Decide(below, Rooms.ACohort, new(Rooms.Mentors[1], Day)).Should().ContainSingle();
        below.Evolve(ReplaceMentorEndpoint.Decide(below, Rooms.ACohort, Rooms.ARoom(), new(Rooms.Mentors[0], Rooms.Mentors[2], Day))).IsBelowMinimum.Should().BeFalse();
    }

    [Fact]
    public void Leaving_is_refused_without_a_seat_after_the_end_and_against_recorded_attendance()
    {
        var attended = Rooms.OneWithASession.Evolve(new SessionAttended(Rooms.CircleId, Rooms.CohortId, Rooms.SessionId, [Rooms.Mentees[0]], 5));
        Action Leaving(Circle circle, Guid person, DateOnly day) => () => VacateSeatEndpoint.Decide(circle, Rooms.ACohort, new(person, day));
        Then.Refused("circle-completed", Leaving(Rooms.ACompletedOne, Rooms.Mentees[0], Day));
        Then.Refused("not-seated", Leaving(Rooms.ARunningOne, Ids.New(), Day));
        Then.Refused("attended-since", Leaving(attended, Rooms.Mentees[0], Day));
        Then.Refused("seat-begins-later", Leaving(Replaced, Rooms.Mentors[2], Day.AddDays(-1)));
        VacateSeatEndpoint.Decide(attended, Rooms.ACohort, new(Rooms.Mentees[0], Day.AddDays(1))).Should().NotBeEmpty();
    }

    private static Circle Replaced => Rooms.ARunningOne.Evolve(
        new CircleMentorReplaced(Rooms.CircleId, Rooms.CohortId, Rooms.Mentors[0], Rooms.Mentors[2], Rooms.Uni, Day));

    [Fact]
    public void Seats_keep_their_history()
    {
        Replaced.Seats.Should().Contain(new CircleSeat(Rooms.Mentors[0], Rooms.Uni, true, null, Day))
            .And.Contain(new CircleSeat(Rooms.Mentors[2], Rooms.Uni, true, Day, null));
        Replaced.Mentors.Should().Be(2);
    }

    [Fact]
    public void Replacing_a_mentor_is_refused_with_the_rule_that_says_no()
    {
        Action Replacing(Guid person, Guid by, Circle? circle = null, Room? room = null, DateOnly? from = null) =>
            () => ReplaceMentorEndpoint.Decide(circle ?? Rooms.ARunningOne, Rooms.ACohort, room ?? Rooms.ARoom(), new(person, by, from ?? Day));
        var (first, third) = (Rooms.Mentors[0], Rooms.Mentors[2]);
        Then.Refused("circle-completed", Replacing(first, third, Rooms.ACompletedOne));
        Then.Refused("not-seated-as-mentor", Replacing(Rooms.Mentees[0], third));
        Then.Refused("already-in-circle", Replacing(first, Rooms.Mentors[1]));
        Then.Refused("mentor-unknown", Replacing(first, Ids.New()));
        Then.Refused("partner-not-in-call", Replacing(first, third, room: Rooms.ARoom() with { Mentors = new Dictionary<Guid, Guid?> { [third] = Ids.New() } }));
        Then.Refused("seat-begins-later", Replacing(third, Rooms.Mentors[3], Replaced, from: Day.AddDays(-1)));
        var full = Replaced.Evolve(new CircleMentorReplaced(Rooms.CircleId, Rooms.CohortId, first, Rooms.Mentors[3], Rooms.Uni, Day));
        var another = Rooms.ARoom() with { Mentors = new Dictionary<Guid, Guid?> { [Rooms.CohortId] = Rooms.Uni } };
        Then.Refused("too-many-mentors", Replacing(first, Rooms.CohortId, full, another));
        var related = Rooms.ARoom(new MemberRelation(Ids.New(), third, Rooms.Mentees[0], RelationshipKind.Supervision, Rooms.StartsOn, null));
        Then.Refused("members-in-relation", Replacing(first, third, room: related));
        var withTheOneWhoLeaves = Rooms.ARoom(new MemberRelation(Ids.New(), third, first, RelationshipKind.Supervision, Rooms.StartsOn, null));
        Replacing(first, third, room: withTheOneWhoLeaves).Should().NotThrow();
    }
}
