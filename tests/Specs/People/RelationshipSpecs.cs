using Advance.Contracts;
using Advance.People;

namespace Advance.Tests.Specs.People;

public class RelationshipSpecs
{
    private static readonly DateOnly From = new(2024, 1, 1);
    private static readonly DateOnly Until = new(2025, 12, 31);

    private static Relationship Known(RelationshipKind kind, DateOnly? until = null) => Given.The<Relationship>(
        new RelationshipDisclosed(Ids.New(), Persons.AdaId, Persons.GraceId, kind, From, until));

    private static RelationshipDisclosed Disclose(Person first, Person second, Relationship known, RelationshipKind kind, DateOnly from) =>
        DiscloseRelationshipEndpoint.Decide(first, second, [known], new(second.Id, kind, from), Ids.New());

    [Fact]
    public void A_relationship_is_between_two_people_in_use()
    {
        var known = Known(RelationshipKind.Kinship);
        Then.Refused("relationship-with-oneself", () => Disclose(Persons.Ada, Persons.Ada, known, RelationshipKind.Kinship, From));
        Then.Refused("person-erased", () => Disclose(Persons.Grace, Persons.AdaErased, known, RelationshipKind.Kinship, From));
        Then.Refused("person-merged", () => Disclose(Persons.AdaMergedIntoGrace, Persons.Grace, known, RelationshipKind.Kinship, From));
    }

    [Fact]
    public void A_mutual_relationship_is_disclosed_once_by_whichever_of_the_two()
    {
        var known = Known(RelationshipKind.CoAuthorship, Until);
        Then.Refused("relationship-already-disclosed", () => Disclose(Persons.Ada, Persons.Grace, known, RelationshipKind.CoAuthorship, Until));
        Then.Refused("relationship-already-disclosed", () => Disclose(Persons.Grace, Persons.Ada, known, RelationshipKind.CoAuthorship, From));
        Disclose(Persons.Grace, Persons.Ada, known, RelationshipKind.CoAuthorship, Until.AddDays(1)).From.Should().Be(Until.AddDays(1));
        Disclose(Persons.Grace, Persons.Ada, known, RelationshipKind.Competition, From).Kind.Should().Be(RelationshipKind.Competition);
    }

    [Fact]
    public void Supervision_has_a_direction()
    {
        var known = Known(RelationshipKind.Supervision);
        Then.Refused("relationship-already-disclosed", () => Disclose(Persons.Ada, Persons.Grace, known, RelationshipKind.Supervision, Until));
        Disclose(Persons.Grace, Persons.Ada, known, RelationshipKind.Supervision, From).PersonId.Should().Be(Persons.GraceId);
    }

    [Fact]
    public void A_relationship_does_not_end_before_it_began()
    {
        var backwards = () => DiscloseRelationshipEndpoint.Validate(new(Persons.GraceId, RelationshipKind.Kinship, Until, From));
        backwards.Should().Throw<Malformed>().Which.Errors.Should().ContainKey("until");
    }
}

public class AccessSpecs
{
    private static readonly GrantAccess AsPartner = new("https://idp.example", "s-1", Roles.Partner, Persons.UniversityId);

    private static Account AccountOf(Guid personId, params Grant[] grants) => new() { Id = "https://idp.example s-1", PersonId = personId, Grants = grants };

    [Fact]
    public void An_account_acts_for_one_person_and_one_institution_in_each_role_once()
    {
        GrantAccessEndpoint.Decide(Persons.Ada, null, Persons.University, AsPartner).Should().Be(new AccessGranted(Persons.AdaId, Roles.Partner, Persons.UniversityId));
        Then.Refused("subject-taken", () => GrantAccessEndpoint.Decide(Persons.Ada, AccountOf(Persons.GraceId), Persons.University, AsPartner));
        Then.Refused("access-already-granted", () => GrantAccessEndpoint.Decide(Persons.Ada,
            AccountOf(Persons.AdaId, new Grant(Roles.Partner, Persons.UniversityId)), Persons.University, AsPartner));
        Then.Refused("institution-unknown", () => GrantAccessEndpoint.Decide(Persons.Ada, null, null, AsPartner));
        Then.Refused("institution-differs", () => GrantAccessEndpoint.Decide(Persons.Ada,
            AccountOf(Persons.AdaId, new Grant(Roles.Committee, Ids.New())), Persons.University, AsPartner));
        Then.Refused("person-erased", () => GrantAccessEndpoint.Decide(Persons.AdaErased, null, Persons.University, AsPartner));
    }

    [Fact]
    public void A_role_is_limited_to_a_strand_or_cohort_that_there_is()
    {
        var (strand, cohort) = (Ids.New(), Ids.New());
        GrantAccess staff = new("https://idp.example", "s-1", Roles.Staff, StrandId: strand);
        var isStrand = Given.The<KnownScope>(new StrandDefined(strand, "fellows", "Fellows", StrandFormat.OneOnOne));
        GrantAccessEndpoint.Decide(Persons.Ada, null, null, staff, isStrand).Should().Be(new AccessGranted(Persons.AdaId, Roles.Staff, null, strand));
        Then.Refused("strand-unknown", () => GrantAccessEndpoint.Decide(Persons.Ada, null, null, staff));
        Then.Refused("cohort-unknown", () => GrantAccessEndpoint.Decide(Persons.Ada, null, null, staff with { StrandId = null, CohortId = cohort }, isStrand));
        Then.Refused("access-not-granted", () => RevokeAccessEndpoint.Decide(Persons.Ada, AccountOf(Persons.AdaId, new Grant(Roles.Staff, null, strand)), new("https://idp.example", "s-1", Roles.Staff)));
        foreach (var wrong in new[] { staff with { Role = Roles.Mentor }, staff with { CohortId = cohort } })
            FluentActions.Invoking(() => GrantAccessEndpoint.Validate(wrong)).Should().Throw<Malformed>();
    }

    [Fact]
    public void A_partner_without_an_institution_is_malformed()
    {
        var partner = () => GrantAccessEndpoint.Validate(AsPartner with { InstitutionId = null });
        partner.Should().Throw<Malformed>().Which.Errors.Should().ContainKey("institutionId");
    }

    [Fact]
    public void Only_what_was_granted_is_revoked()
    {
        RevokeAccess revoke = new("https://idp.example", "s-1", Roles.Mentor);
        Then.Refused("access-not-granted", () => RevokeAccessEndpoint.Decide(Persons.Ada, null, revoke));
        Then.Refused("access-not-granted", () => RevokeAccessEndpoint.Decide(Persons.Ada, AccountOf(Persons.GraceId, new Grant(Roles.Mentor, null)), revoke));
        RevokeAccessEndpoint.Decide(Persons.Ada, AccountOf(Persons.AdaId, new Grant(Roles.Mentor, null)), revoke).Role.Should().Be(Roles.Mentor);
    }
}
