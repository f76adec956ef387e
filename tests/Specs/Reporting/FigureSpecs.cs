using Advance.Contracts;
using Advance.Reporting.Disclosure;
using Advance.Reporting.Figures;

namespace Advance.Tests.Specs.Reporting;

public class FigureSpecs
{
    private static Measured Figure(AYear year, string key) => CohortFigures.Of(year.History).Single(f => f.Key == key);

    [Theory]
    [InlineData("applications", 37)]
    [InlineData("eligible", 37)]
    [InlineData("selected", 20)]
    [InlineData("places-filled", 20)]
    [InlineData("mentees", 20)]
    [InlineData("declined-merit", 9)]
    [InlineData("declined-capacity", 8)]
    [InlineData("waitlisted", 0)]
    [InlineData("withdrawn", 0)]
    [InlineData("unmatched", 0)]
    [InlineData("mentorships-formed", 20)]
    [InlineData("accepted-first-time", 20)]
    [InlineData("agreed-promptly", 20)]
    [InlineData("met-promptly", 20)]
    [InlineData("meetings-counted", 80)]
    [InlineData("completed", 15)]
    [InlineData("ended-early", 5)]
    [InlineData("mentors-serving", 15)]
    [InlineData("mentors-of-several", 5)]
    [InlineData("mentor-room", 30)]
    [InlineData("gatherings-held", 1)]
    [InlineData("gathering-attendances", 20)]
    [InlineData("gathering-no-shows", 0)]
    [InlineData("days-deadline-to-decision", 17)]
    [InlineData("days-to-match", 24)]
    [InlineData("applications.institution.uni", 25)]
    [InlineData("applications.career-stage.postdoc", 18)]
    public void A_whole_year_has_these_figures(string key, int value) => Figure(AYear.AWholeYear(), key).Number.Should().Be(value);

    [Fact]
    public void A_figure_rests_on_the_events_that_made_it_and_no_others()
    {
        var year = AYear.AWholeYear();
        foreach (var (key, type) in new[] { ("applications", typeof(ApplicationSubmitted)), ("declined-merit", typeof(ApplicationDeclined)),
            ("completed", typeof(MentorshipCompleted)), ("ended-early", typeof(MentorshipEnded)), ("meetings-counted", typeof(MeetingCounted)) })
        {
            var figure = Figure(year, key);
            figure.Events.Should().HaveCount((int)figure.Number!).And.BeInAscendingOrder();
            figure.Events.Should().OnlyContain(seq => year.Log[(int)seq - 1].Data.GetType() == type);
        }
    }

    [Fact]
    public void A_place_that_was_given_back_and_promoted_is_filled_once()
    {
        var year = new AYear().Apply(1, 8).Select(1, 6).Happens(new ApplicationWaitlisted(AYear.Person("application", 7), AYear.Cohort, AYear.Person("applicant", 7), 1),
            new ApplicationWithdrawn(AYear.Person("application", 1), AYear.Cohort, AYear.Person("applicant", 1)),
            new ApplicationPromoted(AYear.Person("application", 7), AYear.Cohort, AYear.Person("applicant", 7), AYear.University));
        Figure(year, "places-filled").Number.Should().Be(6);
        Figure(year, "selected").Number.Should().Be(7);
        Figure(year, "waitlisted").Number.Should().Be(0);
        Figure(year, "withdrawn").Number.Should().Be(1);
    }

    [Fact]
    public void An_offer_that_lapsed_or_was_declined_holds_no_place()
    {
        var year = new AYear().Apply(1, 8).Select(1, 6).Happens(
            new OfferExpired(AYear.Person("application", 1), AYear.Cohort, AYear.Person("applicant", 1)),
            new OfferDeclined(AYear.Person("application", 2), AYear.Cohort, AYear.Person("applicant", 2)));
        Figure(year, "places-filled").Number.Should().Be(4);
        Figure(year, "withdrawn").Number.Should().Be(2);
        Figure(year, "selected").Number.Should().Be(6, "they were given one at some time");
    }

    [Fact]
    public void Two_identities_of_one_person_count_once()
    {
        var year = new AYear().Apply(1, 8);
        year.Happens(new PersonMerged(AYear.Person("applicant", 1), AYear.Person("applicant", 2)));
        Figure(year, "applications").Number.Should().Be(7);
    }

    [Fact]
    public void Events_behind_the_position_and_of_other_cohorts_change_nothing()
    {
        var year = AYear.AWholeYear();
        var before = CohortFigures.Of(year.History).Select(f => (f.Key, f.Number)).ToList();
        var at = year.Position;
        year.Happens(new ApplicationSubmitted(Ids.New(), Ids.New(), Ids.New(), AYear.Lih, "postdoc", [], []), new CallClosed(Ids.New())).Apply(38, 50);
        CohortFigures.Of(new(year.Log, AYear.Cohort, at)).Select(f => (f.Key, f.Number)).Should().Equal(before);
    }

    [Fact]
    public void Attendance_of_a_circle_counts_seats_at_sessions_held()
    {
        var (circle, held, planned) = (Ids.Of("circle", Guid.Empty), Ids.Of("s1", Guid.Empty), Ids.Of("s2", Guid.Empty));
        Seat[] seats = [.. Enumerable.Range(1, 10).Select(n => new Seat(AYear.Person("applicant", n), AYear.University, n > 7))];
        var year = new AYear().Happens(new CircleComposed(circle, AYear.Cohort, seats),
            new SessionScheduled(circle, AYear.Cohort, held, AYear.Deadline, 90), new SessionScheduled(circle, AYear.Cohort, planned, AYear.Deadline.AddDays(9), 90),
            new SeatVacated(circle, AYear.Cohort, AYear.Person("applicant", 1), false, new(2026, 11, 1)),
            new SessionAttended(circle, AYear.Cohort, held, [.. seats.Skip(1).Take(6).Select(s => s.PersonId)], 9));
        Figure(year, "sessions-held").Should().Match<Measured>(f => f.Value == 1 && f.Of == 2);
        Figure(year, "circle-mentees").Number.Should().Be(6);
        Figure(year, "circle-mentors").Number.Should().Be(3);
        Figure(year, "session-seats").Number.Should().Be(9);
        Figure(year, "session-attendance").Number.Should().Be(6);
    }
}
