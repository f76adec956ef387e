using Advance.Contracts;
using Advance.Reporting.Disclosure;
using Advance.Reporting.Figures;

namespace Advance.Tests.Specs.Reporting;

public class DisclosureSpecs
{
    private static Dictionary<string, Figure> Publish(DisclosureControl control, AYear year) =>
        control.Publish(year.Position, CohortFigures.Of(year.History)).ToDictionary(f => f.Key);

    private static Dictionary<string, Figure> Publish(AYear year) => Publish(new(), year);

    [Fact]
    public void Four_persons_are_fewer_than_five_five_are_five_and_nobody_is_zero()
    {
        Publish(new AYear())["applications"].Value.Should().Be(0);
        Publish(new AYear().Apply(1, 5))["applications"].Value.Should().Be(5);
        Publish(new AYear().Apply(1, 4))["applications"].Should().Match<Figure>(f => f.State == FigureState.BelowThreshold && f.Value == null && f.Events == null);
    }

    [Fact]
    public void A_number_whose_rest_is_small_is_withheld_with_its_events()
    {
        var figures = Publish(new AYear().Apply(1, 22).Select(1, 20));
        figures["places-filled"].Should().Match<Figure>(f => f.State == FigureState.Withheld && f.Value == null && f.Events == null);
        figures["undecided"].State.Should().Be(FigureState.BelowThreshold);
        figures["mentees"].State.Should().Be(FigureState.Withheld, "its zero would be that of a sum that is not shown");
    }

    [Fact]
    public void Two_parts_of_eight_are_not_both_called_fewer_than_five_because_then_both_were_four()
    {
        var figures = Publish(new AYear().Apply(1, 28).Select(1, 20).Decline(21, 24, DeclineGround.Merit).Decline(25, 28, DeclineGround.Capacity));
        figures["places-filled"].Value.Should().Be(20);
        new[] { figures["declined-merit"].State, figures["declined-capacity"].State }.Should().BeEquivalentTo([FigureState.BelowThreshold, FigureState.Withheld]);
    }

    [Fact]
    public void A_later_report_keeps_the_earlier_number_when_the_difference_is_small()
    {
        var control = new DisclosureControl();
        var year = new AYear().Apply(1, 20);
        var first = year.Position;
        Publish(control, year)["applications"].Value.Should().Be(20);
        Publish(control, year.Apply(21, 23))["applications"].Should().Match<Figure>(f => f.State == FigureState.Earlier && f.Value == 20 && f.Since == first && f.Events == null);
        Publish(control, year.Apply(24, 25))["applications"].Should().Match<Figure>(f => f.State == FigureState.Exact && f.Value == 25);
    }

    [Fact]
    public void A_number_that_stays_while_one_person_was_exchanged_for_another_is_not_confirmed()
    {
        var control = new DisclosureControl();
        var year = new AYear().Apply(1, 30).Select(1, 10);
        Publish(control, year)["places-filled"].State.Should().Be(FigureState.Exact);
        year.Happens(new ApplicationWithdrawn(AYear.Person("application", 1), AYear.Cohort, AYear.Person("applicant", 1))).Select(11, 11);
        Publish(control, year)["places-filled"].State.Should().Be(FigureState.Earlier);
    }

    [Fact]
    public void An_earlier_table_does_not_keep_the_number_of_places_filled_from_being_shown()
    {
        var control = new DisclosureControl();
        var year = new AYear().Apply(1, 36);
        Publish(control, year)["applications.institution.lih"].Value.Should().Be(6);
        var figures = Publish(control, year.Select(1, 18));
        figures["places-filled"].Value.Should().Be(18);
        figures["places-filled.institution.lih"].Value.Should().BeNull("three of the six have a place");
    }

    [Fact]
    public void A_rate_is_shown_only_when_its_part_may_be()
    {
        var year = new AYear().Apply(1, 20).Select(1, 20).Accept(1, 20).Match(1, 20)
            .Each(1, 2, n => new MentorshipEnded(AYear.Person("mentorship", n), AYear.Cohort, AYear.Person("applicant", n), AYear.Mentor(n)));
        Publish(year)["ended-early"].Should().Match<Figure>(f => f.State == FigureState.Withheld && f.Numerator == null && f.Denominator == null);
        Publish(year.Each(3, 6, n => new MentorshipEnded(AYear.Person("mentorship", n), AYear.Cohort, AYear.Person("applicant", n), AYear.Mentor(n))))
            ["ended-early"].Should().Match<Figure>(f => f.Numerator == 6 && f.Denominator == 20);
    }

    [Fact]
    public void A_hidden_statistic_does_not_tell_its_base_by_what_it_is_a_part_of() =>
        Publish(new AYear().Apply(1, 20).Select(1, 20).Accept(1, 20).Match(1, 3))["meetings-counted"].Should()
            .Match<Figure>(f => f.State == FigureState.Withheld && f.Of == null && f.Value == null);

    [Fact]
    public void Rows_of_tables_name_no_events_because_two_lists_laid_side_by_side_show_who_is_in_both() =>
        Publish(AYear.AWholeYear()).Values.Where(f => f.Key.Contains('.')).Should().OnlyContain(f => f.Events == null).And.Contain(f => f.Value > 0);

    [Fact]
    public void Numbers_of_places_sessions_and_gatherings_are_always_exact() =>
        Publish(AYear.AWholeYear()).Values.Where(f => f.Kind is FigureKind.Number or FigureKind.Text).Should().OnlyContain(f => f.State == FigureState.Exact);
}
