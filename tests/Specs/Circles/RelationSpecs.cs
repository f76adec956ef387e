using Advance.Circles;
using Advance.Contracts;

namespace Advance.Tests.Specs.Circles;

/// <summary>Rule M2 among the members of a circle; the window is 2024 to the middle of 2027.</summary>
public class RelationSpecs
{
    private static readonly DateOnly From = new(2024, 1, 1);
    private static readonly DateOnly Until = new(2027, 6, 30);
    private static readonly Guid Ada = Ids.New();
    private static readonly Guid Grace = Ids.New();
    private static readonly Guid Emmy = Ids.New();
    private static readonly Guid Uni = Ids.New();

    private static MemberRelation Disclosed(Guid one, Guid other, RelationshipKind kind, DateOnly? from = null, DateOnly? until = null) =>
        new(Ids.New(), one, other, kind, from ?? new(2020, 1, 1), until);

    private static RelationshipKind? Between(Guid one, Guid other, params IReadOnlyList<MemberRelation> relations) => new Relations(relations, [], From, Until).Between(one, other);

    [Fact]
    public void Each_kind_but_co_authorship_excludes_in_both_directions()
    {
        foreach (var kind in Enum.GetValues<RelationshipKind>())
        {
            Between(Grace, Ada, Disclosed(Ada, Grace, kind)).Should().Be(kind == RelationshipKind.CoAuthorship ? null : kind);
        }
    }

    [Fact]
    public void A_relation_excludes_when_it_holds_within_the_window()
    {
        Between(Ada, Grace, Disclosed(Ada, Grace, RelationshipKind.Supervision, until: From.AddDays(-1))).Should().BeNull();
        Between(Ada, Grace, Disclosed(Ada, Grace, RelationshipKind.Supervision, until: From)).Should().NotBeNull();
        Between(Ada, Grace, Disclosed(Ada, Grace, RelationshipKind.Supervision, from: Until.AddDays(1))).Should().BeNull();
    }

    [Fact]
    public void Line_management_excludes_over_one_level_and_under_the_same_manager_when_at_one_time()
    {
        var over = Disclosed(Ada, Grace, RelationshipKind.LineManagement);
        Between(Ada, Emmy, over, Disclosed(Grace, Emmy, RelationshipKind.LineManagement)).Should().Be(RelationshipKind.LineManagement);
        Between(Grace, Emmy, over, Disclosed(Ada, Emmy, RelationshipKind.LineManagement)).Should().Be(RelationshipKind.LineManagement);
        Between(Ada, Emmy, over with { Until = new(2025, 1, 1) }, Disclosed(Grace, Emmy, RelationshipKind.LineManagement, from: new(2026, 1, 1))).Should().BeNull();
    }

    [Fact]
    public void The_same_unit_excludes_as_long_as_both_were_there_within_the_window()
    {
        MemberAffiliation Works(Guid person, string unit, DateOnly from) => new(Ids.New(), person, Uni, unit, from);
        RelationshipKind? Of(params IReadOnlyList<MemberAffiliation> affiliations) => new Relations([], affiliations, From, Until).Between(Ada, Grace);
        var ada = Works(Ada, "physics", new(2020, 1, 1));
        Of(ada, Works(Grace, "physics", new(2022, 1, 1))).Should().Be(RelationshipKind.SameUnit);
        Of(ada, Works(Grace, "physics", new(2022, 1, 1)), Works(Grace, "law", From)).Should().BeNull("she had left before the window");
        Of(ada, Works(Ada, "law", new(2026, 1, 1)), Works(Grace, "physics", new(2026, 1, 1))).Should().BeNull("one came when the other left");
        Of(ada, Works(Grace, "physics", new(2022, 1, 1)) with { InstitutionId = Ids.New() }).Should().BeNull("a unit is one of its institution");
    }
}
