using Advance.Contracts;
using Advance.Matching.Rounds;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

/// <summary>Each rule that excludes a pair, by its name.</summary>
public class EligibilitySpecs
{
    private static readonly Guid Boss = Ids.New();
    private static readonly FrozenRound AdaAndGrace = Frozen([AMentee(Ada)], [AMentor(Grace)]);

    private static IReadOnlyList<string> Against(FrozenRound round) => new Eligibility(round).RulesAgainst(round.Mentees[0], round.Mentors[0]);

    private static FrozenRound Related(params FrozenRelationship[] relationships) => AdaAndGrace with { Relationships = relationships };

    private static FrozenRelationship Holds(Guid one, Guid other, RelationshipKind kind) => new(one, other, kind, new(2026, 1, 1), null);

    [Fact]
    public void Strangers_are_eligible() => Against(AdaAndGrace).Should().BeEmpty();

    [Fact]
    public void Nobody_mentors_themselves() => Against(Frozen([AMentee(Ada)], [AMentor(Ada)])).Should().Equal(Rule.SamePerson);

    [Fact]
    public void Nobody_mentors_themselves_under_another_id()
    {
        Against(AdaAndGrace with { Same = [new(Ada, Grace)] }).Should().Equal(Rule.SamePerson);
        Canonical.Write(AdaAndGrace).Should().NotContain("same\"", "records of before have no such member");
    }

    [Theory]
    [InlineData(RelationshipKind.Supervision, "supervision")]
    [InlineData(RelationshipKind.LineManagement, "line-management")]
    [InlineData(RelationshipKind.Kinship, "kinship")]
    [InlineData(RelationshipKind.Competition, "competition")]
    [InlineData(RelationshipKind.SameUnit, "same-unit")]
    [InlineData(RelationshipKind.CoAuthorship, "co-authorship")]
    public void A_relationship_excludes_whichever_of_the_two_comes_first(RelationshipKind kind, string rule)
    {
        Against(Related(Holds(Grace, Ada, kind))).Should().Equal(rule);
        Against(Related(Holds(Ada, Grace, kind))).Should().Equal(rule);
    }

    [Fact]
    public void A_relationship_counts_during_the_cohort_and_within_the_look_back_years_only()
    {
        FrozenRelationship Between(DateOnly from, DateOnly? until) => new(Ada, Grace, RelationshipKind.CoAuthorship, from, until);
        Against(Related(Between(new(2015, 1, 1), new(2024, 1, 15)))).Should().Equal(Rule.CoAuthorship);
        Against(Related(Between(new(2015, 1, 1), new(2024, 1, 14)))).Should().BeEmpty();
        Against(Related(Between(new(2027, 7, 14), null))).Should().Equal(Rule.CoAuthorship);
        Against(Related(Between(new(2027, 7, 15), null))).Should().BeEmpty();
    }

    [Fact]
    public void The_manager_of_a_manager_and_people_under_one_manager_are_excluded()
    {
        Against(Related(Holds(Grace, Boss, RelationshipKind.LineManagement), Holds(Boss, Ada, RelationshipKind.LineManagement))).Should().Equal(Rule.SkipLevel);
        Against(Related(Holds(Boss, Grace, RelationshipKind.LineManagement), Holds(Boss, Ada, RelationshipKind.LineManagement))).Should().Equal(Rule.SameManager);
    }

    [Fact]
    public void A_shared_unit_of_one_institution_excludes_while_it_counts()
    {
        FrozenRound In(Guid institution, string unit, DateOnly? until = null) => AdaAndGrace with
        {
            Units = [new(Ada, Institution, "physics", new(2020, 1, 1), null), new(Grace, institution, unit, new(2020, 1, 1), until)],
        };
        Against(In(Institution, "physics")).Should().Equal(Rule.SameUnit);
        Against(In(Institution, "physics", until: new(2023, 12, 31))).Should().BeEmpty();
        Against(In(Ids.New(), "physics")).Should().BeEmpty();
        Against(In(Institution, "law")).Should().BeEmpty();
    }

    [Fact]
    public void A_mentor_without_room_on_pause_or_not_external_where_the_strand_asks_for_it_is_excluded()
    {
        var grace = AMentor(Grace);
        Against(AdaAndGrace with { Mentors = [grace with { Free = 0 }] }).Should().Equal(Rule.NoCapacity);
        Against(AdaAndGrace with { Mentors = [grace with { IsPaused = true }] }).Should().Equal(Rule.MentorPaused);
        Against(AdaAndGrace with { ExternalMentorsOnly = true }).Should().Equal(Rule.ExternalOnly);
        Against(AdaAndGrace with { ExternalMentorsOnly = true, Mentors = [grace with { IsExternal = true }] }).Should().BeEmpty();
    }

    [Fact]
    public void A_mentor_of_a_partner_that_is_not_in_the_call_is_excluded_until_one_asks_what_if_it_were()
    {
        var (list, grace) = (Ids.New(), AMentor(Grace));
        var open = AdaAndGrace with { Institutions = [Institution] };
        Against(open).Should().BeEmpty("the owner's mentors are in every call");
        var late = open with { Mentors = [grace with { InstitutionId = list }] };
        Against(late).Should().Equal(Rule.PartnerNotInCall);
        Against(open with { Mentors = [grace with { InstitutionId = list, IsExternal = true }] }).Should().BeEmpty("an external mentor comes for themselves");
        Against(open with { Mentors = [grace with { InstitutionId = null }] }).Should().BeEmpty();
        Against(late with { Former = [new(Ada, GraceMentor, Ids.New(), 1)] }).Should().BeEmpty("what runs is not ended by it");
        Against(WhatIfEndpoint.Changed(late, new(WithInstitutions: [list]))).Should().BeEmpty();
    }

    [Fact]
    public void Two_who_were_refused_to_each_other_or_paired_before_are_excluded()
    {
        Against(AdaAndGrace with { History = [new(Ada, GraceMentor, Refused: true)] }).Should().Equal(Rule.DeclaredRefusal);
        Against(AdaAndGrace with { History = [new(Ada, GraceMentor, Refused: false)] }).Should().Equal(Rule.EarlierPairing);
    }

    [Fact]
    public void A_common_language_is_needed_when_both_state_some()
    {
        FrozenRound Speaking(string[] ada, string[] grace) =>
            AdaAndGrace with { Mentees = [AMentee(Ada) with { Languages = ada }], Mentors = [AMentor(Grace) with { Languages = grace }] };
        Against(Speaking(["fr"], ["de"])).Should().Equal(Rule.NoCommonLanguage);
        Against(Speaking(["fr", "en"], ["de", "en"])).Should().BeEmpty();
        Against(Speaking([], ["de"])).Should().BeEmpty();
    }

    [Fact]
    public void A_rule_left_out_of_the_record_excludes_nobody() =>
        Against(Related(Holds(Ada, Grace, RelationshipKind.CoAuthorship)) with { Rules = [.. Rule.All.Except([Rule.CoAuthorship])] }).Should().BeEmpty();
}
