using Advance.Contracts;
using Advance.People;

namespace Advance.Tests.Specs.People;

/// <summary>The people that specs begin from.</summary>
internal static class Persons
{
    public static readonly Guid AdaId = Ids.New();
    public static readonly Guid GraceId = Ids.New();
    public static readonly Guid UniversityId = Ids.New();
    public static readonly DateOnly Today = new(2026, 11, 1);

    public static Person Ada => Given.The<Person>(new PersonRegistered(AdaId), new AffiliationRecorded(AdaId, UniversityId, "dcs", "postdoc", Today));
    public static Person Grace => Given.The<Person>(new PersonRegistered(GraceId));
    public static Person AdaErased => Ada.Evolve(new PersonErased(AdaId, new Dictionary<string, int>()));
    public static Person AdaMergedIntoGrace => Ada.Evolve(new IdentityRetired(AdaId, GraceId));
    public static KnownInstitution University => Given.The<KnownInstitution>(new InstitutionRegistered(UniversityId, "uni", "University", true));
}

public class PersonSpecs
{
    private static readonly RegisterPerson AdaRegisters = new("Ada", "Lovelace", "ada@example.org",
        InstitutionId: Persons.UniversityId, Unit: "dcs", CareerStage: "postdoc");

    [Fact]
    public void A_registration_with_an_affiliation_is_two_events_the_person_first()
    {
        var events = RegisterPersonEndpoint.Decide(AdaRegisters, Persons.AdaId, false, Persons.University, Persons.Today);
        events.Should().Equal(new PersonRegistered(Persons.AdaId),
            new AffiliationRecorded(Persons.AdaId, Persons.UniversityId, "dcs", "postdoc", Persons.Today));
    }

    [Fact]
    public void A_registration_names_every_wrong_field_at_once() =>
        FluentActions.Invoking(() => RegisterPersonEndpoint.Validate(AdaRegisters with { GivenName = "", Email = "ada", Unit = "Computer Science" }))
            .Should().Throw<Malformed>().Which.Errors.Keys.Should().BeEquivalentTo(["givenName", "email", "unit"]);

    [Fact]
    public void A_registration_is_refused_for_an_address_that_is_taken_or_an_unknown_institution()
    {
        Then.Refused("email-taken", () => RegisterPersonEndpoint.Decide(AdaRegisters, Persons.AdaId, true, Persons.University, Persons.Today));
        Then.Refused("institution-unknown", () => RegisterPersonEndpoint.Decide(AdaRegisters, Persons.AdaId, false, null, Persons.Today));
        Then.Refused("institution-unknown", () => RegisterPersonEndpoint.Decide(AdaRegisters, Persons.AdaId, false, new(), Persons.Today));
    }

    [Fact]
    public void Every_wrong_field_of_a_registration_is_named_at_once()
    {
        var wrong = () => new PersonDetails("", "Love\nlace", "ada at example", Orcid: "0000-0002-1825-0098").Validate();
        wrong.Should().Throw<Malformed>().Which.Errors.Keys.Should().BeEquivalentTo("givenName", "familyName", "email", "orcid");
        var affiliation = () => RegisterPersonEndpoint.Validate(AdaRegisters with { Unit = null, CareerStage = "Post Doc" });
        affiliation.Should().Throw<Malformed>().Which.Errors.Keys.Should().BeEquivalentTo("unit", "careerStage");
    }

    [Theory]
    [InlineData("Ada@Example.ORG", "ada@example.org")]
    [InlineData("  ada@example.org ", "ada@example.org")]
    [InlineData("a\u0308da@example.org", "\u00e4da@example.org")]
    public void Spellings_of_one_address_are_one_address(string typed, string normalised) => Addresses.Normalised(typed).Should().Be(normalised);

    [Theory]
    [InlineData("0000-0002-1825-0097", true)]
    [InlineData("0000-0002-1694-233X", true)]
    [InlineData("0000-0002-1825-0096", false)]
    [InlineData("0000000218250097", false)]
    public void An_orcid_has_a_check_digit(string orcid, bool valid) => Addresses.IsOrcid(orcid).Should().Be(valid);

    [Fact]
    public void An_affiliation_is_recorded_once_and_for_a_person_in_use()
    {
        RecordAffiliation same = new(Persons.UniversityId, "dcs", "postdoc", Persons.Today);
        Then.Refused("affiliation-already-recorded", () => RecordAffiliationEndpoint.Decide(Persons.Ada, Persons.University, same));
        Then.Refused("institution-unknown", () => RecordAffiliationEndpoint.Decide(Persons.Ada, null, same with { Unit = "new" }));
        Then.Refused("person-erased", () => RecordAffiliationEndpoint.Decide(Persons.AdaErased, Persons.University, same));
        Then.Refused("person-merged", () => RecordAffiliationEndpoint.Decide(Persons.AdaMergedIntoGrace, Persons.University, same));
        RecordAffiliationEndpoint.Decide(Persons.Ada, Persons.University, same with { CareerStage = "professor" }).CareerStage.Should().Be("professor");
    }

    [Fact]
    public void A_correction_names_the_fields_and_no_value()
    {
        PersonDetails was = new("Ada", "Byron", "ada@example.org", Gender: "female");
        var fields = (was with { FamilyName = "Lovelace", Gender = null }).DifferingFrom(was.DocumentOf(Persons.AdaId), new() { Gender = "female" });
        CorrectPersonEndpoint.Decide(Persons.Ada, fields, Persons.AdaId).Fields.Should().Equal("familyName", "gender");
        Then.Refused("nothing-to-correct", () => CorrectPersonEndpoint.Decide(Persons.Ada, [], Persons.AdaId));
        Then.Refused("email-taken", () => CorrectPersonEndpoint.Decide(Persons.Ada, ["email"], Persons.GraceId));
    }

    [Fact]
    public void An_identity_is_merged_once_with_another_and_not_used_any_more()
    {
        MergePersonEndpoint.Decide(Persons.Grace, Persons.Ada)
            .Should().Be((new PersonMerged(Persons.GraceId, Persons.AdaId), new IdentityRetired(Persons.AdaId, Persons.GraceId)));
        Then.Refused("merge-with-oneself", () => MergePersonEndpoint.Decide(Persons.Ada, Persons.Ada));
        Then.Refused("person-merged", () => MergePersonEndpoint.Decide(Persons.Grace, Persons.AdaMergedIntoGrace));
        Then.Refused("person-erased", () => MergePersonEndpoint.Decide(Persons.Grace, Persons.AdaErased));
    }

    [Fact]
    public void A_person_is_erased_once()
    {
        var counts = new Dictionary<string, int> { ["texts"] = 2 };
        ErasePersonEndpoint.Decide(Persons.Ada, counts).Should().Be(new PersonErased(Persons.AdaId, counts));
        Then.Refused("person-erased", () => ErasePersonEndpoint.Decide(Persons.AdaErased, counts));
    }

    [Fact]
    public void So_many_texts_are_kept_and_no_more()
    {
        WriteText letter = new("motivation-letter", "Dear committee");
        Then.Refused("too-many-texts", () => WriteTextEndpoint.Decide(Persons.Ada, WriteTextEndpoint.MostTexts, letter, Ids.New(), default));
        Then.Refused("person-erased", () => WriteTextEndpoint.Decide(Persons.AdaErased, 0, letter, Ids.New(), default));
        var longest = () => WriteTextEndpoint.Validate(letter with { Text = new string('x', 20_000) });
        longest.Should().NotThrow();
        var tooLong = () => WriteTextEndpoint.Validate(letter with { Text = new string('x', 20_001) });
        tooLong.Should().Throw<Malformed>();
    }
}
