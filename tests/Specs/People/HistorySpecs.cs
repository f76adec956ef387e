using Advance.Contracts;
using Advance.People;

namespace Advance.Tests.Specs.People;

/// <summary>Two times: when something held, and when it was known.</summary>
public class HistorySpecs
{
    private static readonly Guid First = Ids.New();
    private static readonly Guid Second = Ids.New();
    private static readonly DateTimeOffset January = new(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset March = January.AddMonths(2);
    private static readonly DateTimeOffset June = January.AddMonths(5);

    private static AffiliationRecorded At(string unit, DateOnly from, Guid id, DateOnly? until = null) =>
        new(Persons.AdaId, Persons.UniversityId, unit, "postdoc", from, until, id);

    [Fact]
    public void A_correction_shows_what_was_believed_before_and_what_is_believed_since()
    {
        var versions = AffiliationHistory.Of([
            new(At("dcs", new(2025, 1, 1), First), January),
            new(new AffiliationWithdrawn(Persons.AdaId, First), March),
            new(At("dphyms", new(2025, 1, 1), Second), March)]);
        AffiliationHistory.KnownAt(versions, January).Should().ContainSingle().Which.Unit.Should().Be("dcs");
        AffiliationHistory.KnownAt(versions, March).Should().ContainSingle().Which.Unit.Should().Be("dphyms");
        AffiliationHistory.KnownAt(versions, January.AddTicks(-1)).Should().BeEmpty();
        versions.Should().HaveCount(2, "nothing is lost");
    }

    [Fact]
    public void An_affiliation_ends_on_its_last_day_or_on_the_eve_of_the_next_one()
    {
        var versions = AffiliationHistory.Of([
            new(At("dcs", new(2024, 1, 1), First), January),
            new(At("dphyms", new(2025, 1, 1), Second), January),
            new(new AffiliationEnded(Persons.AdaId, Second, new(2026, 5, 31)), June)]);
        var then = AffiliationHistory.KnownAt(versions, March);
        then.Select(v => v.Until).Should().Equal(new DateOnly(2024, 12, 31), null);
        AffiliationHistory.KnownAt(versions, June).Select(v => v.Until).Should().Equal(new DateOnly(2024, 12, 31), new DateOnly(2026, 5, 31));
        then[1].HeldOn(new(2026, 7, 1)).Should().BeTrue("in March nobody knew that it would end");
    }

    [Fact]
    public void A_person_works_where_the_last_affiliation_holds()
    {
        var ada = Given.The<Person>(new PersonRegistered(Persons.AdaId), At("dcs", new(2024, 1, 1), First), At("dphyms", new(2025, 1, 1), Second, new(2025, 12, 31)));
        ada.WorksOn(new(2024, 6, 1))!.Unit.Should().Be("dcs");
        ada.WorksOn(new(2025, 6, 1))!.Unit.Should().Be("dphyms");
        ada.WorksOn(new(2026, 1, 1)).Should().BeNull();
        ada.WorksOn(new(2023, 1, 1)).Should().BeNull();
    }

    [Fact]
    public void An_affiliation_is_ended_once_and_not_before_it_began()
    {
        var ada = Given.The<Person>(new PersonRegistered(Persons.AdaId), At("dcs", new(2025, 1, 1), First));
        Then.Refused("affiliation-begins-later", () => EndAffiliationEndpoint.Decide(ada, new(First, new(2024, 12, 31))));
        var ended = EndAffiliationEndpoint.Decide(ada, new(First, new(2026, 6, 30)));
        Then.Refused("affiliation-ends-then", () => EndAffiliationEndpoint.Decide(ada.Evolve(ended), new(First, new(2026, 6, 30))));
        var nowhere = () => EndAffiliationEndpoint.Decide(ada, new(Second, new(2026, 6, 30)));
        nowhere.Should().Throw<Missing>();
    }

    [Fact]
    public void A_correction_takes_back_and_records_in_one_breath()
    {
        var ada = Given.The<Person>(new PersonRegistered(Persons.AdaId), At("dcs", new(2025, 1, 1), First));
        RecordAffiliation instead = new(Persons.UniversityId, "dphyms", "postdoc", new(2025, 1, 1));
        CorrectAffiliationEndpoint.Decide(ada, Persons.University, new(First, instead), Second)
            .Should().Equal(new AffiliationWithdrawn(Persons.AdaId, First), At("dphyms", new(2025, 1, 1), Second));
        CorrectAffiliationEndpoint.Decide(ada, null, new(First), Second).Should().Equal(new AffiliationWithdrawn(Persons.AdaId, First));
        Then.Refused("affiliation-already-recorded", () => CorrectAffiliationEndpoint.Decide(ada, Persons.University, new(First, instead with { Unit = "dcs" }), Second));
        Then.Refused("institution-unknown", () => CorrectAffiliationEndpoint.Decide(ada, null, new(First, instead), Second));
    }

    [Fact]
    public void So_many_affiliations_are_kept_and_no_more()
    {
        var ada = Persons.Ada with { Affiliations = [.. Enumerable.Range(0, RecordAffiliationEndpoint.Most).Select(i => new Affiliation(Persons.UniversityId, $"u{i}", "postdoc", Persons.Today))] };
        Then.Refused("too-many-affiliations", () => RecordAffiliationEndpoint.Decide(ada, Persons.University, new(Persons.UniversityId, "one-more", "postdoc", Persons.Today)));
        var backwards = () => new RecordAffiliation(Persons.UniversityId, "dcs", "postdoc", new(2026, 1, 1), new(2025, 1, 1)).CheckShape();
        backwards.Should().Throw<Malformed>().Which.Errors.Should().ContainKey("until");
    }

    [Fact]
    public void A_merge_takes_over_the_affiliations_that_the_person_does_not_have()
    {
        var merged = Given.The<Person>(new PersonRegistered(Persons.GraceId), new AffiliationRecorded(Persons.GraceId, Persons.UniversityId, "dcs", "postdoc", Persons.Today),
            new AffiliationRecorded(Persons.GraceId, Persons.UniversityId, "dphyms", "phd", new(2020, 1, 1)));
        MergePersonEndpoint.TakenOver(Persons.Ada, merged).Should().ContainSingle().Which.Should().BeOfType<AffiliationRecorded>()
            .Which.Should().Match<AffiliationRecorded>(a => a.PersonId == Persons.AdaId && a.Unit == "dphyms" && a.AffiliationId != null);
    }

    [Fact]
    public void A_relationship_ends_or_never_held_and_what_was_known_before_stays()
    {
        RelationshipDisclosed disclosed = new(First, Persons.AdaId, Persons.GraceId, RelationshipKind.Supervision, new(2024, 1, 1), null);
        var versions = RelationshipHistory.Of([
            new(disclosed, January),
            new(new RelationshipEnded(First, Persons.AdaId, Persons.GraceId, RelationshipKind.Supervision, new(2025, 6, 30)), March),
            new(new RelationshipRetracted(First, Persons.AdaId, Persons.GraceId, RelationshipKind.Supervision), June)]);
        RelationshipView[] Known(DateTimeOffset at) => [.. versions.Where(v => v.WasKnownAt(at))];
        Known(January).Should().ContainSingle().Which.Until.Should().BeNull();
        Known(March).Should().ContainSingle().Which.Until.Should().Be(new DateOnly(2025, 6, 30));
        Known(June).Should().BeEmpty();
        versions.Should().HaveCount(2).And.OnlyContain(v => v.KnownUntil != null);
    }

    [Fact]
    public void An_end_is_after_the_beginning_and_not_dated_back_by_one_of_the_two()
    {
        var known = Given.The<Relationship>(new RelationshipDisclosed(First, Persons.AdaId, Persons.GraceId, RelationshipKind.Kinship, new(2024, 1, 1), null));
        var today = new DateOnly(2026, 11, 1);
        Then.Refused("relationship-begins-later", () => EndRelationshipEndpoint.Decide(known, new(new(2023, 12, 31)), today, true));
        Then.Refused("end-dated-back", () => EndRelationshipEndpoint.Decide(known, new(today.AddDays(-32)), today, false));
        EndRelationshipEndpoint.Decide(known, new(today.AddDays(-31)), today, false).Until.Should().Be(today.AddDays(-31));
        var ended = EndRelationshipEndpoint.Decide(known, new(new(2025, 1, 1)), today, true);
        Then.Refused("relationship-ends-then", () => EndRelationshipEndpoint.Decide(known.Evolve(ended), new(new(2025, 1, 1)), today, true));
        var retracted = known.Evolve(RetractRelationshipEndpoint.Decide(known));
        Then.Refused("relationship-retracted", () => RetractRelationshipEndpoint.Decide(retracted));
        Then.Refused("relationship-retracted", () => EndRelationshipEndpoint.Decide(retracted, new(today), today, true));
        DiscloseRelationshipEndpoint.Decide(Persons.Ada, Persons.Grace, [retracted], new(Persons.GraceId, RelationshipKind.Kinship, new(2024, 1, 1)), Second)
            .RelationshipId.Should().Be(Second, "what was retracted can be disclosed again");
    }

    [Fact]
    public void Two_people_are_not_each_others_line_manager_at_one_time()
    {
        var known = Given.The<Relationship>(new RelationshipDisclosed(First, Persons.GraceId, Persons.AdaId, RelationshipKind.LineManagement, new(2024, 1, 1), new(2024, 12, 31)));
        RelationshipDisclosed Disclose(DateOnly from) =>
            DiscloseRelationshipEndpoint.Decide(Persons.Ada, Persons.Grace, [known], new(Persons.GraceId, RelationshipKind.LineManagement, from), Second);
        Then.Refused("line-management-both-ways", () => Disclose(new(2024, 6, 1)));
        Disclose(new(2025, 1, 1)).From.Should().Be(new DateOnly(2025, 1, 1));
    }

    [Fact]
    public void A_co_authorship_may_have_a_year_and_nothing_else_may()
    {
        var paper = new DiscloseRelationship(Persons.GraceId, RelationshipKind.CoAuthorship, Year: 2024);
        DiscloseRelationshipEndpoint.Validate(paper);
        var disclosed = DiscloseRelationshipEndpoint.Decide(Persons.Ada, Persons.Grace, [], paper, First);
        (disclosed.From, disclosed.Until).Should().Be((new DateOnly(2024, 1, 1), new DateOnly(2024, 12, 31)));
        foreach (var wrong in new[] { paper with { Kind = RelationshipKind.Kinship }, paper with { From = new(2024, 1, 1) }, paper with { Year = null }, paper with { Year = 1900 } })
            FluentActions.Invoking(() => DiscloseRelationshipEndpoint.Validate(wrong)).Should().Throw<Malformed>();
    }
}
