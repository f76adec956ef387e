using Advance.Circles;
using Advance.Contracts;

namespace Advance.Tests.Specs.Circles;

/// <summary>The states that specs of circles begin from: a cap of three mentees, two to three mentors, a look-back of three years.</summary>
internal static class Rooms
{
    public static readonly Guid CohortId = Ids.New();
    public static readonly Guid CircleId = Ids.New();
    public static readonly Guid Uni = Ids.New();
    public static readonly IReadOnlyList<Guid> Mentees = [.. Enumerable.Range(0, 4).Select(_ => Ids.New())];
    public static readonly IReadOnlyList<Guid> Mentors = [.. Enumerable.Range(0, 4).Select(_ => Ids.New())];
    public static readonly DateOnly StartsOn = new(2027, 1, 15);
    public static readonly DateOnly EndsOn = new(2027, 5, 14);
    public static readonly DateTimeOffset At = new(2027, 2, 3, 9, 0, 0, TimeSpan.Zero);
    public static readonly Guid SessionId = Ids.New();

    public static readonly StrandPolicy Policy = new(3, 2, 3, Cadence.TwiceAYear, 4, 4, 2, 3, 0, 3, false, true, ["postdoc"], [], []);

    public static readonly CohortPlanned Planned = new(CohortId, Ids.New(), "circles-2027", StrandFormat.Circle, StartsOn, EndsOn);
    public static readonly CallPublished Published = new(CohortId, Planned.StrandId, 1, Policy, 6, At, [Uni], "1.0");
    public static CohortOfCircles ACohort => Given.The<CohortOfCircles>(Planned, Published);

    public static Room ARoom(params IReadOnlyList<MemberRelation> relations) => new(Mentees.ToDictionary(m => m, _ => Uni),
        Mentors.ToDictionary(m => m, _ => (Guid?)Uni), new(relations, [], StartsOn.AddYears(-3), EndsOn));

    public static readonly CircleComposed Composed = new(CircleId, CohortId,
        [.. Mentees.Take(3).Select(m => new Seat(m, Uni, false)), .. Mentors.Take(2).Select(m => new Seat(m, Uni, true))]);
    public static Circle AComposedOne => Given.The<Circle>(Composed);
    public static Circle AnApprovedOne => AComposedOne.Evolve(new CircleApproved(CircleId, CohortId));
    public static Circle AReadyOne => AnApprovedOne.Evolve(new GroundRulesAdopted(CircleId, CohortId, 1));
    public static Circle ARunningOne => AReadyOne.Evolve(new CircleStarted(CircleId, CohortId, 3, 2));
    public static Circle OneWithASession => ARunningOne.Evolve(new SessionScheduled(CircleId, CohortId, SessionId, At, 90));
    public static Circle ACompletedOne => ARunningOne.Evolve(new CircleCompleted(CircleId, CohortId, 0));
}

public class CircleSpecs
{
    private static readonly DateOnly SessionDay = DateOnly.FromDateTime(Rooms.At.UtcDateTime);

    private static Action Composing(IEnumerable<Guid> mentees, IEnumerable<Guid> mentors, CohortOfCircles? cohort = null, Room? room = null, Seating? seating = null) =>
        () => ComposeCircleEndpoint.Decide(cohort ?? Rooms.ACohort, seating ?? new(), room ?? Rooms.ARoom(), new([.. mentees], [.. mentors]), Rooms.CircleId);

    [Fact]
    public void A_circle_is_composed_of_accepted_mentees_and_mentors_of_the_pool() =>
        ComposeCircleEndpoint.Decide(Rooms.ACohort, new(), Rooms.ARoom(), new([.. Rooms.Mentees.Take(3)], [.. Rooms.Mentors.Take(2)]), Rooms.CircleId)
            .Should().BeEquivalentTo(Rooms.Composed);

    [Fact]
    public void Composing_is_refused_by_the_cohort()
    {
        Then.Refused("cohort-unknown", () => ComposeCircleEndpoint.Decide(null, new(), Room.Empty, new([], []), Rooms.CircleId));
        Then.Refused("not-a-circle-cohort", Composing([], [], Given.The<CohortOfCircles>(Rooms.Planned with { Format = StrandFormat.OneOnOne }, Rooms.Published)));
        Then.Refused("call-not-published", Composing([], [], Given.The<CohortOfCircles>(Rooms.Planned)));
        Then.Refused("cohort-over", Composing([], [], Rooms.ACohort.Evolve(new CohortCancelled(Rooms.CohortId, Rooms.Planned.StrandId))));
    }

    [Fact]
    public void Composing_is_refused_by_size_and_by_who_sits_there()
    {
        var (three, two) = (Rooms.Mentees.Take(3), Rooms.Mentors.Take(2));
        Then.Refused("circle-too-large", Composing(Rooms.Mentees, two));
        Then.Refused("too-few-mentors", Composing(three, Rooms.Mentors.Take(1)));
        Then.Refused("too-many-mentors", Composing(three, Rooms.Mentors));
        Then.Refused("mentee-not-accepted", Composing([Ids.New()], two));
        Then.Refused("mentee-already-seated", Composing(three, two, seating: Given.The<Seating>(new MenteesSeated(Rooms.CohortId, Ids.New(), [Rooms.Mentees[0]]))));
        Then.Refused("mentor-unknown", Composing(three, [Rooms.Mentors[0], Ids.New()]));
        Then.Refused("mentor-without-institution", Composing(three, two, room: Rooms.ARoom() with { Mentors = Rooms.Mentors.ToDictionary(m => m, _ => (Guid?)null) }));
        var kin = Rooms.ARoom(new MemberRelation(Ids.New(), Rooms.Mentors[0], Rooms.Mentees[1], RelationshipKind.Kinship, Rooms.StartsOn, null));
        Then.Refused("members-in-relation", Composing(three, two, room: kin));
        Composing(three, two, room: kin).Should().Throw<Refused>().WithMessage("*Kinship*");
    }

    [Fact]
    public void A_mentor_of_a_partner_that_is_not_in_the_call_sits_in_no_circle_of_the_cohort_unless_external()
    {
        var (three, two, list) = (Rooms.Mentees.Take(3), Rooms.Mentors.Take(2), Ids.New());
        var room = Rooms.ARoom() with { Mentors = Rooms.Mentors.ToDictionary(m => m, m => (Guid?)(m == Rooms.Mentors[0] ? list : Rooms.Uni)) };
        Then.Refused("partner-not-in-call", Composing(three, two, room: room));
        Composing(three, two, room: room with { Externals = new HashSet<Guid> { Rooms.Mentors[0] } }).Should().NotThrow();
        Composing(three, two, Given.The<CohortOfCircles>(Rooms.Planned, Rooms.Published with { Institutions = [Rooms.Uni, list] }), room).Should().NotThrow();
        ComposeCirclesEndpoint.Decide(Rooms.ACohort, Given.The<Seating>(new MenteesSeated(Rooms.CohortId, Ids.New(), [Rooms.Mentees[3]])), room, new HashSet<Guid>(), Ids.New)
            .Should().ContainSingle().Which.Seats.Select(s => s.PersonId).Should().NotContain(Rooms.Mentors[0]);
    }

    [Fact]
    public void A_vacated_seat_of_a_mentee_can_be_given_elsewhere()
    {
        var seating = Given.The<Seating>(new MenteesSeated(Rooms.CohortId, Rooms.CircleId, [Rooms.Mentees[0], Rooms.Mentees[1]]),
            new MenteeUnseated(Rooms.CohortId, Rooms.CircleId, Rooms.Mentees[0]));
        seating.Seats.Keys.Should().Equal(Rooms.Mentees[1]);
    }

    [Fact]
    public void A_circle_is_approved_once_has_ground_rules_and_then_starts_once()
    {
        Then.Refused("circle-already-approved", () => ApproveCircleEndpoint.Decide(Rooms.AnApprovedOne));
        Then.Refused("circle-not-approved", () => AdoptGroundRulesEndpoint.Decide(Rooms.AComposedOne));
        Then.Refused("circle-completed", () => AdoptGroundRulesEndpoint.Decide(Rooms.ACompletedOne));
        Then.Refused("circle-not-approved", () => StartCircleEndpoint.Decide(Rooms.AComposedOne, Rooms.ACohort, Rooms.ARoom()));
        Then.Refused("ground-rules-missing", () => StartCircleEndpoint.Decide(Rooms.AnApprovedOne, Rooms.ACohort, Rooms.ARoom()));
        Then.Refused("circle-already-started", () => StartCircleEndpoint.Decide(Rooms.ARunningOne, Rooms.ACohort, Rooms.ARoom()));
        AdoptGroundRulesEndpoint.Decide(Rooms.AReadyOne).RulesVersion.Should().Be(2);
        StartCircleEndpoint.Decide(Rooms.AReadyOne, Rooms.ACohort, Rooms.ARoom()).Should().Be(new CircleStarted(Rooms.CircleId, Rooms.CohortId, 3, 2));
    }

    [Fact]
    public void Starting_looks_at_numbers_and_relations_again()
    {
        var short1 = Rooms.AReadyOne.Evolve(new SeatVacated(Rooms.CircleId, Rooms.CohortId, Rooms.Mentors[0], true, Rooms.StartsOn));
        Then.Refused("too-few-mentors", () => StartCircleEndpoint.Decide(short1, Rooms.ACohort, Rooms.ARoom()));
        var late = Rooms.ARoom(new MemberRelation(Ids.New(), Rooms.Mentees[0], Rooms.Mentees[2], RelationshipKind.Competition, Rooms.StartsOn, null));
        Then.Refused("members-in-relation", () => StartCircleEndpoint.Decide(Rooms.AReadyOne, Rooms.ACohort, late));
    }

    [Fact]
    public void A_session_is_scheduled_ahead_in_a_running_circle()
    {
        var before = Rooms.At.AddDays(-1);
        Then.Refused("circle-not-running", () => ScheduleSessionEndpoint.Decide(Rooms.AReadyOne, new(Rooms.At, 90), Rooms.SessionId, before));
        Then.Refused("session-in-past", () => ScheduleSessionEndpoint.Decide(Rooms.ARunningOne, new(Rooms.At, 90), Rooms.SessionId, Rooms.At));
        Then.Refused("session-time-taken", () => ScheduleSessionEndpoint.Decide(Rooms.OneWithASession, new(Rooms.At, 60), Ids.New(), before));
        var many = Enumerable.Range(0, 200).Aggregate(Rooms.ARunningOne, (c, i) => c.Evolve(new SessionScheduled(c.Id, c.CohortId, Ids.New(), Rooms.At.AddHours(i), 60)));
        Then.Refused("too-many-sessions", () => ScheduleSessionEndpoint.Decide(many, new(Rooms.At.AddDays(90), 60), Ids.New(), before));
        ScheduleSessionEndpoint.Decide(Rooms.ARunningOne, new(Rooms.At, 90), Rooms.SessionId, before).StartsAt.Should().Be(Rooms.At);
    }

    [Fact]
    public void Attendance_is_for_those_seated_on_that_day()
    {
        RecordAttendance all = new(Rooms.SessionId, [.. Rooms.Composed.Seats.Select(s => s.PersonId)]);
        Then.Refused("circle-not-running", () => RecordAttendanceEndpoint.Decide(Rooms.AReadyOne, all, Rooms.At));
        Then.Refused("session-unknown", () => RecordAttendanceEndpoint.Decide(Rooms.ARunningOne, all, Rooms.At));
        Then.Refused("session-not-begun", () => RecordAttendanceEndpoint.Decide(Rooms.OneWithASession, all, Rooms.At.AddTicks(-1)));
        Then.Refused("not-seated-that-day", () => RecordAttendanceEndpoint.Decide(Rooms.OneWithASession, new(Rooms.SessionId, [Rooms.Mentees[3]]), Rooms.At));
        RecordAttendanceEndpoint.Decide(Rooms.OneWithASession, all, Rooms.At)!.Seated.Should().Be(5);

        Circle LeftOn(DateOnly day) => Rooms.OneWithASession.Evolve(new SeatVacated(Rooms.CircleId, Rooms.CohortId, Rooms.Mentees[0], false, day));
        Then.Refused("not-seated-that-day", () => RecordAttendanceEndpoint.Decide(LeftOn(SessionDay), all, Rooms.At));
        RecordAttendanceEndpoint.Decide(LeftOn(SessionDay.AddDays(1)), all, Rooms.At)!.Seated.Should().Be(5);
    }

    [Fact]
    public void The_same_attendance_again_changes_nothing_and_only_held_sessions_count()
    {
        var attended = Rooms.OneWithASession.Evolve(new SessionAttended(Rooms.CircleId, Rooms.CohortId, Rooms.SessionId, [Rooms.Mentees[0]], 5))
            .Evolve(new SessionScheduled(Rooms.CircleId, Rooms.CohortId, Ids.New(), Rooms.At.AddDays(7), 60));
        RecordAttendanceEndpoint.Decide(attended, new(Rooms.SessionId, [Rooms.Mentees[0]]), Rooms.At).Should().BeNull();
        CompleteCircleEndpoint.Decide(attended).SessionsHeld.Should().Be(1);
        Then.Refused("circle-not-running", () => CompleteCircleEndpoint.Decide(Rooms.ACompletedOne));
    }
}
