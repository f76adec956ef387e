using Advance.Contracts;
using Advance.Events;

namespace Advance.Tests.Specs.Gatherings;

/// <summary>The states of a gathering that specs begin from: two seats, from nine to eleven.</summary>
internal static class Gatherings
{
    public static readonly Guid Id = Ids.New();
    public static readonly Guid CohortId = Ids.New();
    public static readonly Guid Ada = Ids.New();
    public static readonly Guid Grace = Ids.New();
    public static readonly Guid Emmy = Ids.New();
    public static readonly DateTimeOffset Start = new(2027, 2, 3, 9, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset End = Start.AddHours(2);
    public static readonly DateTimeOffset Before = Start.AddDays(-7);

    public static readonly GatheringPlanned Planned = new(Id, CohortId, null, GatheringKind.Training, Start, End, 2);

    public static Gathering APlannedOne => Given.The<Gathering>(Planned);
    public static Gathering AnOpenOne => Given.The<Gathering>(Planned, new RegistrationOpened(Id, CohortId));
    public static Gathering AFullOneWithEmmyWaiting => AnOpenOne.Evolve(new RegistrationConfirmed(Id, CohortId, Ada))
        .Evolve(new RegistrationConfirmed(Id, CohortId, Grace)).Evolve(new RegistrationWaitlisted(Id, CohortId, Emmy, 1));
    public static Gathering AnAttendedOne => AFullOneWithEmmyWaiting.Evolve(new GatheringAttended(Id, CohortId, [Ada, Emmy], [Emmy]));
    public static Gathering ACancelledOne => Given.The<Gathering>(Planned, new GatheringCancelled(Id, CohortId));
    public static Gathering AClosedOne => AnAttendedOne.Evolve(new GatheringClosed(Id, CohortId, 2, 1));
}

public class GatheringSpecs
{
    private static readonly PlanGathering Plan = new(GatheringKind.Lecture, "Women Leaders", Gatherings.Start, Gatherings.End, 30, Place: "Belval");

    [Fact]
    public void Planning_is_refused_for_an_unknown_or_ended_cohort_a_wrong_series_and_in_the_past()
    {
        Action Planning(PlanGathering plan, CohortOfGatherings? cohort = null, Series? series = null, DateTimeOffset? now = null) =>
            () => PlanGatheringEndpoint.Decide(plan, Gatherings.Id, cohort, series, now ?? Gatherings.Before);
        var forACohort = Plan with { CohortId = Gatherings.CohortId };
        var cohort = Given.The<CohortOfGatherings>(new CohortPlanned(Gatherings.CohortId, Ids.New(), "c", StrandFormat.Circle, new(2027, 1, 1), new(2027, 4, 30)));
        var networking = Given.The<Series>(new SeriesPlanned(Ids.New(), "s", GatheringKind.Networking));
        Then.Refused("cohort-unknown", Planning(forACohort));
        Then.Refused("cohort-over", Planning(forACohort, cohort.Evolve(new CohortCancelled(Gatherings.CohortId, Ids.New()))));
        Then.Refused("cohort-over", Planning(forACohort, cohort.Evolve(new CohortCompleted(Gatherings.CohortId, Ids.New()))));
        Then.Refused("series-unknown", Planning(Plan with { SeriesId = Ids.New() }));
        Then.Refused("series-of-another-kind", Planning(Plan with { SeriesId = networking.Id }, series: networking));
        Then.Refused("start-in-past", Planning(Plan, now: Gatherings.Start));
        PlanGatheringEndpoint.Decide(forACohort, Gatherings.Id, cohort, null, Gatherings.Before).CohortId.Should().Be(Gatherings.CohortId);
    }

    [Fact]
    public void A_series_has_a_key_of_its_own()
    {
        PlanSeries plan = new("leaders", "Women Leaders", GatheringKind.Lecture);
        Then.Refused("key-taken", () => PlanSeriesEndpoint.Decide(plan, Gatherings.Id, keyTaken: true));
        PlanSeriesEndpoint.Decide(plan, Gatherings.Id, keyTaken: false).Should().Be(new SeriesPlanned(Gatherings.Id, "leaders", GatheringKind.Lecture));
    }

    [Fact]
    public void Registration_opens_once_before_the_start()
    {
        Then.Refused("registration-already-open", () => OpenRegistrationEndpoint.Decide(Gatherings.AnOpenOne, Gatherings.Before));
        Then.Refused("gathering-begun", () => OpenRegistrationEndpoint.Decide(Gatherings.APlannedOne, Gatherings.Start));
    }

    [Fact]
    public void The_first_get_seats_and_the_others_wait_in_order()
    {
        var full = Gatherings.AFullOneWithEmmyWaiting;
        var late = Ids.New();
        RegisterEndpoint.Decide(Gatherings.AnOpenOne, new(Gatherings.Ada), Gatherings.Before)
            .Should().Be(new RegistrationConfirmed(Gatherings.Id, Gatherings.CohortId, Gatherings.Ada));
        RegisterEndpoint.Decide(full, new(late), Gatherings.Before).Should().Be(new RegistrationWaitlisted(Gatherings.Id, Gatherings.CohortId, late, 2));
    }

    [Fact]
    public void Registering_is_refused_before_it_opens_after_the_start_and_twice()
    {
        Then.Refused("registration-not-open", () => RegisterEndpoint.Decide(Gatherings.APlannedOne, new(Gatherings.Ada), Gatherings.Before));
        Then.Refused("gathering-begun", () => RegisterEndpoint.Decide(Gatherings.AnOpenOne, new(Gatherings.Ada), Gatherings.Start));
        Then.Refused("already-registered", () => RegisterEndpoint.Decide(Gatherings.AFullOneWithEmmyWaiting, new(Gatherings.Ada), Gatherings.Before));
        Then.Refused("already-registered", () => RegisterEndpoint.Decide(Gatherings.AFullOneWithEmmyWaiting, new(Gatherings.Emmy), Gatherings.Before));
    }

    [Fact]
    public void A_freed_seat_goes_to_the_first_who_waits_and_a_waiting_one_leaves_alone()
    {
        var full = Gatherings.AFullOneWithEmmyWaiting;
        CancelRegistrationEndpoint.Decide(full, new(Gatherings.Ada), Gatherings.Before).Should().Equal(
            new RegistrationCancelled(Gatherings.Id, Gatherings.CohortId, Gatherings.Ada),
            new RegistrationPromoted(Gatherings.Id, Gatherings.CohortId, Gatherings.Emmy));
        CancelRegistrationEndpoint.Decide(full, new(Gatherings.Emmy), Gatherings.Before).Should().ContainSingle();
        Then.Refused("not-registered", () => CancelRegistrationEndpoint.Decide(full, new(Ids.New()), Gatherings.Before));
        Then.Refused("gathering-begun", () => CancelRegistrationEndpoint.Decide(full, new(Gatherings.Ada), Gatherings.Start));
    }

    [Fact]
    public void Attendance_is_recorded_after_the_start_and_who_had_no_seat_is_a_walk_in()
    {
        var full = Gatherings.AFullOneWithEmmyWaiting;
        Then.Refused("gathering-not-begun", () => RecordAttendanceEndpoint.Decide(full, new([Gatherings.Ada]), Gatherings.Start.AddTicks(-1)));
        RecordAttendanceEndpoint.Decide(full, new([Gatherings.Ada, Gatherings.Emmy]), Gatherings.Start)!.WalkIns.Should().Equal(Gatherings.Emmy);
    }

    [Fact]
    public void The_same_attendance_again_changes_nothing_and_another_one_corrects_it()
    {
        var attended = Gatherings.AnAttendedOne;
        RecordAttendanceEndpoint.Decide(attended, new([Gatherings.Emmy, Gatherings.Ada]), Gatherings.End).Should().BeNull();
        RecordAttendanceEndpoint.Decide(attended, new([Gatherings.Ada]), Gatherings.End)!.WalkIns.Should().BeEmpty();
    }

    [Fact]
    public void A_gathering_moves_only_ahead_and_before_it_began()
    {
        Reschedule later = new(Gatherings.Start.AddDays(1), Gatherings.End.AddDays(1));
        Then.Refused("gathering-begun", () => RescheduleEndpoint.Decide(Gatherings.AnOpenOne, later, Gatherings.Start));
        Then.Refused("start-in-past", () => RescheduleEndpoint.Decide(Gatherings.AnOpenOne, new(Gatherings.Before, Gatherings.End), Gatherings.Before));
        RescheduleEndpoint.Decide(Gatherings.AnOpenOne, later, Gatherings.Before).StartsAt.Should().Be(later.StartsAt);
    }

    [Fact]
    public void A_cancelled_or_closed_gathering_accepts_nothing()
    {
        foreach (var (code, gathering) in new[] { ("gathering-cancelled", Gatherings.ACancelledOne), ("gathering-closed", Gatherings.AClosedOne) })
        {
            Then.Refused(code, () => OpenRegistrationEndpoint.Decide(gathering, Gatherings.Before));
            Then.Refused(code, () => RegisterEndpoint.Decide(gathering, new(Ids.New()), Gatherings.Before));
            Then.Refused(code, () => CancelRegistrationEndpoint.Decide(gathering, new(Gatherings.Ada), Gatherings.Before));
            Then.Refused(code, () => RecordAttendanceEndpoint.Decide(gathering, new([]), Gatherings.End));
            Then.Refused(code, () => RescheduleEndpoint.Decide(gathering, new(Gatherings.Start, Gatherings.End), Gatherings.Before));
            Then.Refused(code, () => CancelGatheringEndpoint.Decide(gathering));
            Then.Refused(code, () => CloseGatheringEndpoint.Decide(gathering, Gatherings.End));
        }
    }

    [Fact]
    public void Closing_counts_who_came_and_who_did_not_and_what_took_place_is_not_cancelled()
    {
        Then.Refused("gathering-not-over", () => CloseGatheringEndpoint.Decide(Gatherings.AnAttendedOne, Gatherings.End.AddTicks(-1)));
        Then.Refused("attendance-missing", () => CloseGatheringEndpoint.Decide(Gatherings.AnOpenOne, Gatherings.End));
        Then.Refused("gathering-attended", () => CancelGatheringEndpoint.Decide(Gatherings.AnAttendedOne));
        CloseGatheringEndpoint.Decide(Gatherings.AnAttendedOne, Gatherings.End)
            .Should().Be(new GatheringClosed(Gatherings.Id, Gatherings.CohortId, Attended: 2, NoShows: 1));
    }

    [Fact]
    public void A_certificate_is_for_who_was_there_and_only_when_that_is_final()
    {
        GatheringText text = new(Gatherings.Id, "Women Leaders", "Belval", null);
        CertificateOfAttendance.Of(Gatherings.AnAttendedOne, text, Gatherings.Ada).Should().BeNull();
        CertificateOfAttendance.Of(Gatherings.AClosedOne, text, Gatherings.Grace).Should().BeNull();
        CertificateOfAttendance.Of(Gatherings.AClosedOne, text, Gatherings.Ada)!.Minutes.Should().Be(120);
    }
}
