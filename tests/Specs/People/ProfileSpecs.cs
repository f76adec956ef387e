using Advance.Contracts;
using Advance.People;

namespace Advance.Tests.Specs.People;

public class ProfileSpecs
{
    private static readonly PersonalData Held = new() { Id = Persons.AdaId, Email = "Ada@example.org", OtherEmails = ["ada.l@example.org"] };

    [Fact]
    public void An_address_is_added_once_and_belongs_to_one_person()
    {
        AddEmailEndpoint.Decide(Persons.Ada, Held, "new@example.org", null).Fields.Should().Equal("otherEmails");
        Then.Refused("email-already-held", () => AddEmailEndpoint.Decide(Persons.Ada, Held, "ada@example.org", Persons.AdaId));
        Then.Refused("email-already-held", () => AddEmailEndpoint.Decide(Persons.Ada, Held, "ada.l@example.org", Persons.AdaId));
        Then.Refused("email-taken", () => AddEmailEndpoint.Decide(Persons.Ada, Held, "new@example.org", Persons.GraceId));
        Then.Refused("person-merged", () => AddEmailEndpoint.Decide(Persons.AdaMergedIntoGrace, Held, "new@example.org", null));
        var full = Held with { OtherEmails = [.. Enumerable.Range(0, Emails.Most).Select(i => $"a{i}@example.org")] };
        Then.Refused("too-many-emails", () => AddEmailEndpoint.Decide(Persons.Ada, full, "new@example.org", null));
    }

    [Fact]
    public void The_address_to_write_to_is_changed_but_never_removed()
    {
        Then.Refused("email-is-primary", () => RemoveEmailEndpoint.Decide(Persons.Ada, Held, "ada@example.org"));
        Then.Refused("email-not-held", () => RemoveEmailEndpoint.Decide(Persons.Ada, Held, "other@example.org"));
        RemoveEmailEndpoint.Decide(Persons.Ada, Held, "ada.l@example.org").Fields.Should().Equal("otherEmails");
        Then.Refused("email-is-primary", () => MakeEmailPrimaryEndpoint.Decide(Persons.Ada, Held, "ada@example.org"));
        Then.Refused("email-not-held", () => MakeEmailPrimaryEndpoint.Decide(Persons.Ada, Held, "other@example.org"));
        MakeEmailPrimaryEndpoint.Decide(Persons.Ada, Held, "ada.l@example.org").Fields.Should().Equal("email", "otherEmails");
    }

    [Fact]
    public void A_gender_is_stated_by_the_person_and_nobody_else()
    {
        Then.Refused("only-the-person", () => CorrectPersonEndpoint.Decide(Persons.Ada, ["familyName", "gender"], null, isThemselves: false));
        CorrectPersonEndpoint.Decide(Persons.Ada, ["familyName"], null, isThemselves: false).Fields.Should().Equal("familyName");
        CorrectPersonEndpoint.Decide(Persons.Ada, ["gender"], null).Fields.Should().Equal("gender");
    }

    [Fact]
    public void A_consent_holds_until_it_is_withdrawn_and_is_asked_again_in_new_words()
    {
        GiveConsent give = new(ConsentPurposes.SpecialCategoryData, "1.0");
        var given = GiveConsentEndpoint.Decide(Persons.Ada, new(), give);
        var consent = Given.The<Consent>(given);
        Then.Refused("consent-already-given", () => GiveConsentEndpoint.Decide(Persons.Ada, consent, give));
        GiveConsentEndpoint.Decide(Persons.Ada, consent, give with { WordsVersion = "2.0" }).WordsVersion.Should().Be("2.0");
        Then.Refused("person-erased", () => GiveConsentEndpoint.Decide(Persons.AdaErased, new(), give));
        var withdrawn = consent.Evolve(WithdrawConsentEndpoint.Decide(consent));
        withdrawn.IsGiven.Should().BeFalse();
        Then.Refused("consent-missing", () => WithdrawConsentEndpoint.Decide(withdrawn));
        withdrawn.Evolve(given).IsGiven.Should().BeTrue();
    }

    [Fact]
    public void Special_data_need_consent()
    {
        StateSpecialData stated = new("Wheelchair");
        Then.Refused("consent-missing", () => StateSpecialDataEndpoint.Decide(Persons.Ada, new(), stated));
        var consent = Given.The<Consent>(new ConsentGiven(Persons.AdaId, ConsentPurposes.SpecialCategoryData, "1.0"));
        StateSpecialDataEndpoint.Decide(Persons.Ada, consent, stated).Disability.Should().Be("Wheelchair");
        var purpose = () => GiveConsentEndpoint.Validate(new("marketing", "1.0"));
        purpose.Should().Throw<Malformed>().Which.Errors.Should().ContainKey("purpose");
    }

    [Fact]
    public void The_index_of_a_persons_events_finds_people_and_leaves_things_aside()
    {
        var (circle, cohort, uni) = (Ids.New(), Ids.New(), Ids.New());
        EventsOfPeople.PeopleIn(new CircleComposed(circle, cohort, [new(Persons.AdaId, uni, false), new(Persons.GraceId, uni, true)]))
            .Should().Equal(Persons.AdaId, Persons.GraceId);
        EventsOfPeople.PeopleIn(new PairProposed(Ids.New(), Ids.New(), cohort, Persons.AdaId, Ids.New(), Persons.GraceId, 1)).Should().Equal(Persons.AdaId, Persons.GraceId);
        EventsOfPeople.PeopleIn(new ApplicationSubmitted(Ids.New(), cohort, Persons.AdaId, uni, "postdoc", [Persons.GraceId], [])).Should().Equal(Persons.AdaId, Persons.GraceId);
        EventsOfPeople.Types.Should().Contain([typeof(PersonRead), typeof(GatheringAttended), typeof(AccessGranted)]).And.NotContain([typeof(CohortStarted), typeof(Seat), typeof(Done)]);
    }
}
