using Advance.Contracts;

namespace Advance.Tests.Specs.People;

/// <summary>What stands between people by a rule, from what was disclosed and where they worked.</summary>
public class TieSpecs
{
    private static readonly Guid Ada = Ids.New();
    private static readonly Guid Grace = Ids.New();
    private static readonly Guid Emmy = Ids.New();
    private static readonly Guid Boss = Ids.New();
    private static readonly Guid Uni = Ids.New();
    private static readonly DateTimeOffset Early = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Late = Early.AddMonths(6);

    private static KnownBond Line(Guid above, Guid below, DateOnly from, DateOnly? until = null, DateTimeOffset? known = null) =>
        new(Ids.New(), above, below, RelationshipKind.LineManagement, from, until, known ?? Early);

    private static KnownSpell Spell(Guid person, string unit, DateOnly from, DateOnly? until = null, DateTimeOffset? known = null) =>
        new(Ids.New(), person, Uni, unit, from, until, known ?? Early);

    [Fact]
    public void Line_management_reaches_two_levels_and_to_those_under_the_same_manager()
    {
        var top = Line(Boss, Grace, new(2020, 1, 1));
        var (ada, emmy) = (Line(Grace, Ada, new(2022, 1, 1)), Line(Grace, Emmy, new(2021, 1, 1), new(2023, 12, 31), Late));
        KnownBond[] bonds = [top, ada, emmy];
        Ties.Of(Ada, bonds, []).Select(t => (t.OtherPersonId, t.Rule)).Should().BeEquivalentTo([(Grace, "line-management"), (Boss, Ties.SkipLevel), (Emmy, Ties.SameManager)]);
        Ties.Of(Boss, bonds, []).Select(t => (t.OtherPersonId, t.Rule)).Should().BeEquivalentTo([(Grace, "line-management"), (Ada, Ties.SkipLevel), (Emmy, Ties.SkipLevel)]);
        Ties.Of(Grace, bonds, []).Should().OnlyContain(t => t.Rule == "line-management");
        var beside = Ties.Of(Ada, bonds, []).Single(t => t.Rule == Ties.SameManager);
        (beside.From, beside.Until, beside.KnownSince, beside.Through).Should().Be((new DateOnly(2022, 1, 1), new DateOnly(2023, 12, 31), Late, Grace));
        beside.Causes.Should().Equal(ada.Id, emmy.Id);
    }

    [Fact]
    public void Two_lines_that_never_held_at_one_time_make_no_tie()
    {
        KnownBond[] bonds = [Line(Boss, Grace, new(2020, 1, 1), new(2020, 12, 31)), Line(Grace, Ada, new(2021, 1, 1))];
        Ties.Of(Ada, bonds, []).Should().ContainSingle().Which.Rule.Should().Be("line-management");
    }

    [Fact]
    public void The_same_unit_is_shared_while_both_are_there_and_known_when_the_later_one_was()
    {
        KnownSpell[] spells = [Spell(Ada, "dcs", new(2024, 1, 1), new(2025, 12, 31)), Spell(Grace, "dcs", new(2025, 6, 1), known: Late), Spell(Emmy, "dphyms", new(2024, 1, 1))];
        var tie = Ties.Of(Ada, [], spells).Should().ContainSingle().Subject;
        (tie.OtherPersonId, tie.Rule, tie.From, tie.Until, tie.KnownSince).Should().Be((Grace, Ties.SameUnit, new DateOnly(2025, 6, 1), new DateOnly(2025, 12, 31), Late));
    }

    [Fact]
    public void A_spell_without_a_last_day_ends_on_the_eve_of_the_next()
    {
        var closed = Ties.Closed([Spell(Ada, "b", new(2025, 1, 1)), Spell(Ada, "a", new(2024, 1, 1)), Spell(Ada, "c", new(2025, 1, 1), new(2026, 1, 1))]).ToList();
        closed.Single(s => s.Unit == "a").Until.Should().Be(new DateOnly(2024, 12, 31));
        closed.Single(s => s.Unit == "b").Until.Should().BeNull("the other began on the same day");
        closed.Single(s => s.Unit == "c").Until.Should().Be(new DateOnly(2026, 1, 1));
    }

    [Fact]
    public void Every_kind_of_relationship_has_a_rule_and_nobody_has_a_tie_with_themselves()
    {
        Enum.GetValues<RelationshipKind>().Select(Ties.RuleOf).Should().OnlyHaveUniqueItems();
        Ties.Of(Ada, [Line(Ada, Ada, new(2020, 1, 1))], [Spell(Ada, "dcs", new(2020, 1, 1)), Spell(Ada, "dcs", new(2021, 1, 1))]).Should().BeEmpty();
        var undefined = () => Ties.RuleOf((RelationshipKind)99);
        undefined.Should().Throw<ArgumentOutOfRangeException>();
    }
}
