using Advance.Applications;
using Advance.Contracts;

namespace Advance.Tests.Specs.Applications;

public class ReviewConflictSpecs
{
    private static readonly DateOnly Since = new(2023, 11, 30);
    private static readonly Guid Boss = Ids.New();
    private static readonly Guid Top = Ids.New();

    [Theory]
    [InlineData(RelationshipKind.Supervision, "supervision")]
    [InlineData(RelationshipKind.LineManagement, "line-management")]
    [InlineData(RelationshipKind.CoAuthorship, "co-authorship")]
    [InlineData(RelationshipKind.Kinship, "kinship")]
    [InlineData(RelationshipKind.SameUnit, "same-unit")]
    [InlineData(RelationshipKind.Competition, "competition")]
    public void Each_kind_of_relationship_excludes_in_both_directions_within_the_look_back(RelationshipKind kind, string rule)
    {
        foreach (var (one, other) in ((Guid, Guid)[])[(Reviews.Rosalind, People.Ada), (People.Ada, Reviews.Rosalind)])
        {
            Against(Related(one, other, kind)).Should().Be(rule);
            Against(Related(one, other, kind, until: Since)).Should().Be(rule);
            Against(Related(one, other, kind, until: Since.AddDays(-1))).Should().BeNull("it ended before the look-back");
        }

        Against(Related(Reviews.Emmy, People.Ada, kind)).Should().BeNull("that is another reviewer's");
    }

    [Fact]
    public void Nobody_reviews_themselves_their_rivals_or_who_wishes_for_them()
    {
        Against(ReviewFacts.None, reviewer: People.Ada).Should().Be("same-person");
        Against(ReviewFacts.None, applicants: [People.Ada, Reviews.Rosalind]).Should().Be("own-application");
        Against(ReviewFacts.None, States.Eligible with { MentorWishes = [Reviews.Rosalind] }).Should().Be("wished-mentor");
        Against(ReviewFacts.None with { Recusals = [(Reviews.Rosalind, People.Ada)] }).Should().Be("recused");
        Against(ReviewFacts.None with { Recusals = [(People.Ada, Reviews.Rosalind)] }).Should().BeNull("a recusal has a direction");
        Against(ReviewFacts.None).Should().BeNull();
    }

    [Fact]
    public void Conflicts_follow_the_person_through_merged_identities()
    {
        var former = Ids.New();
        var oldest = Ids.New();
        ReviewFacts Merged(Guid into, KnownBond? relation = null) => ReviewFacts.None with
        {
            PresentIds = new Dictionary<Guid, Guid> { [oldest] = into, [former] = into },
            Bonds = relation is { } bond ? [bond] : [],
        };
        Against(Merged(People.Ada), reviewer: former).Should().Be("same-person");
        Against(Merged(Reviews.Rosalind), applicants: [People.Ada, former]).Should().Be("own-application");
        Against(Merged(Reviews.Rosalind), States.Eligible with { MentorWishes = [oldest] }).Should().Be("wished-mentor");
        Against(Merged(Reviews.Rosalind) with { Recusals = [(oldest, People.Ada)] }).Should().Be("recused");
        Against(Merged(Reviews.Rosalind, Bond(oldest, People.Ada, RelationshipKind.Kinship))).Should().Be("kinship");
        Against(Merged(Reviews.Rosalind, Bond(Reviews.Rosalind, People.Ada, RelationshipKind.Kinship)), reviewer: former).Should().Be("kinship");
        Merged(Reviews.Rosalind).IdentitiesOf(former).Should().BeEquivalentTo([oldest, former, Reviews.Rosalind]);
    }

    [Fact]
    public void Line_management_counts_two_levels_up_and_under_the_same_manager()
    {
        ReviewFacts Lines(params (Guid Above, Guid Below)[] lines) => ReviewFacts.None with
        {
            Bonds = [.. lines.Select(l => Bond(l.Above, l.Below, RelationshipKind.LineManagement))],
        };
        Against(Lines((Reviews.Rosalind, Boss), (Boss, People.Ada))).Should().Be("skip-level");
        Against(Lines((People.Ada, Boss), (Boss, Reviews.Rosalind))).Should().Be("skip-level");
        Against(Lines((Boss, Reviews.Rosalind), (Boss, People.Ada))).Should().Be("same-manager");
        Against(Lines((Top, Boss), (Boss, People.Ada), (Top, Reviews.Emmy))).Should().BeNull();
    }

    [Fact]
    public void Who_shares_a_unit_at_the_same_time_within_the_look_back_does_not_review()
    {
        ReviewFacts Units(DateOnly? adaUntil, DateOnly rosalindFrom, string unit = "physics") => ReviewFacts.None with
        {
            Spells = [Spell(People.Ada, "physics", new(2020, 1, 1), adaUntil), Spell(Reviews.Rosalind, unit, rosalindFrom, null)],
        };
        Against(Units(null, new(2026, 1, 1))).Should().Be("same-unit");
        Against(Units(new(2025, 12, 31), new(2025, 12, 31))).Should().Be("same-unit");
        Against(Units(new(2025, 12, 30), new(2025, 12, 31))).Should().BeNull("they never met there");
        Against(Units(Since.AddDays(-1), new(2020, 1, 1))).Should().BeNull("that is longer ago than the look-back");
        Against(Units(null, new(2026, 1, 1), "chemistry")).Should().BeNull();
    }

    private static ReviewFacts Related(Guid one, Guid other, RelationshipKind kind, DateOnly? until = null) => ReviewFacts.None with
    {
        Bonds = [Bond(one, other, kind, until)],
    };

    private static KnownBond Bond(Guid one, Guid other, RelationshipKind kind, DateOnly? until = null) =>
        new(Ids.New(), one, other, kind, new(2015, 1, 1), until, default);

    private static KnownSpell Spell(Guid person, string unit, DateOnly from, DateOnly? until) =>
        new(Ids.New(), person, Calls.University, unit, from, until, default);

    private static string? Against(ReviewFacts facts, Application? application = null, Guid? reviewer = null, IReadOnlyList<Guid>? applicants = null) =>
        new ReviewConflicts(facts).Against(reviewer ?? Reviews.Rosalind, application ?? States.Eligible, applicants ?? [People.Ada], Since);
}
