using Advance.Contracts;
using Advance.Strands;

namespace Advance.Tests.Specs.Strands;

public class StrandSpecs
{
    private static readonly Guid Id = Ids.New();
    private static readonly StrandDefined Defined = new(Id, "fellows", "Fellows", StrandFormat.OneOnOne);
    private static readonly PolicyAdopted First = new(Id, 1, new(2024, 1, 1), Cohorts.Policy, null);
    private static readonly Institution List = Given.The<Institution>(new InstitutionRegistered(Ids.New(), "list", "LIST", false));

    [Fact]
    public void The_policy_of_a_day_is_the_last_one_in_force_by_then()
    {
        var strand = Given.The<Strand>(Defined, First, new PolicyAdopted(Id, 2, new(2026, 1, 1), Cohorts.Policy with { HardCap = 5 }, "SC-2026-1"));
        strand.PolicyOn(new(2023, 12, 31)).Should().BeNull();
        strand.PolicyOn(new(2025, 12, 31))!.Number.Should().Be(1);
        strand.PolicyOn(new(2026, 1, 1))!.Number.Should().Be(2);
    }

    [Fact]
    public void A_partner_takes_part_from_its_joining_date_on()
    {
        var strand = Given.The<Strand>(Defined, new PartnerAdmitted(Id, List.Id, new(2024, 9, 1)));
        strand.PartnersOn(new(2024, 8, 31)).Should().BeEmpty();
        strand.PartnersOn(new(2024, 9, 1)).Should().Equal(List.Id);
    }

    [Fact]
    public void A_partner_is_admitted_once_and_must_be_known()
    {
        var strand = Given.The<Strand>(Defined);
        AdmitPartner command = new(List.Id, new(2024, 9, 1));
        AdmitPartnerEndpoint.Decide(strand, List, command).Should().Be(new PartnerAdmitted(Id, List.Id, new(2024, 9, 1)));
        Then.Refused("institution-unknown", () => AdmitPartnerEndpoint.Decide(strand, null, command));
        Then.Refused("partner-already-admitted", () => AdmitPartnerEndpoint.Decide(strand.Evolve(new PartnerAdmitted(Id, List.Id, new(2024, 9, 1))), List, command));
        Then.Refused("strand-retired", () => AdmitPartnerEndpoint.Decide(strand.Evolve(new StrandRetired(Id)), List, command));
    }

    [Fact]
    public void Two_policies_never_take_effect_on_one_day() =>
        Then.Refused("policy-date-taken", () => AdoptPolicyEndpoint.Decide(Given.The<Strand>(Defined, First), new(new(2024, 1, 1), Cohorts.Policy)));

    [Fact]
    public void Versions_of_a_policy_count_from_one() =>
        AdoptPolicyEndpoint.Decide(Given.The<Strand>(Defined, First), new(new(2025, 1, 1), Cohorts.Policy)).PolicyVersion.Should().Be(2);

    [Fact]
    public void A_charter_version_comes_once_and_later_than_the_last()
    {
        var charter = Given.The<Charter>(new CharterVersionPublished(Charter.TheId, "1.0", new(2024, 1, 1)));
        Then.Refused("charter-version-taken", () => PublishCharterVersionEndpoint.Decide(charter, new("1.0", new(2025, 1, 1))));
        Then.Refused("charter-date-not-later", () => PublishCharterVersionEndpoint.Decide(charter, new("1.1", new(2024, 1, 1))));
        PublishCharterVersionEndpoint.Decide(charter, new("1.1", new(2025, 1, 1))).CharterVersion.Should().Be("1.1");
    }
}
