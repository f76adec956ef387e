using System.Text.Json;
using System.Text.Json.Serialization;
using Advance.Applications;
using Advance.Contracts;
using Advance.Strands;

namespace Advance.Tests.Specs.Strands;

public class PolicySpecs
{
    private static readonly Guid Id = Cohorts.StrandId;
    private static readonly DateOnly Today = new(2026, 11, 1);
    private static readonly Strand AStrand = Given.The<Strand>(new StrandDefined(Id, "fellows", "Fellows", StrandFormat.OneOnOne),
        new PolicyAdopted(Id, 1, new(2024, 1, 1), Cohorts.Policy, null));
    private static readonly AdoptPolicy Change = new(new(2027, 1, 1), Cohorts.Policy with { HardCap = 25 }, "2026/4");

    private static readonly JsonSerializerOptions Json =
        new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() }, RespectRequiredConstructorParameters = true };

    private static readonly Guid SteeringId = Ids.New();
    private static readonly Committee Steering = Given.The<Committee>(new CommitteeFormed(SteeringId, "steering", "Steering committee", CommitteeKind.Steering));

    [Fact]
    public void A_policy_written_before_there_were_more_rules_still_reads()
    {
        const string Old = """
            {"hardCap":20,"targetFrom":10,"targetTo":20,"cadence":"Yearly","durationMonths":6,"envisionedMeetings":5,"mentorsFrom":1,"mentorsTo":1,
             "maxMentorWishes":3,"lookBackYears":3,"externalMentorsOnly":false,"partnerRepresentativeRequired":true,"careerStages":["postdoc"],
             "requiredDocuments":[],"assumed":[]}
            """;
        var read = JsonSerializer.Deserialize<StrandPolicy>(Old, Json)!;
        read.Composition.Should().BeNull("it did not say");
        read.Stated().Should().Match<StrandPolicy>(p => p.Composition == CompositionRule.OneRepresentative && p.RequiredDeclarations!.Count == 0
            && p.Resubmission == ResubmissionRule.AfterWithdrawal);
        read.NeedsPartners().Should().BeTrue();
        (read with { PartnerRepresentativeRequired = false }).NeedsPartners().Should().BeFalse();
        (read with { PartnerRepresentativeRequired = false, Composition = CompositionRule.OneEach }).NeedsPartners().Should().BeTrue();
    }

    [Fact]
    public void A_change_needs_a_resolution_that_names_the_strand_once_it_is_required()
    {
        AdoptPolicyEndpoint.Decide(AStrand, Change with { ResolutionNumber = null }).PolicyVersion.Should().Be(2);
        Then.Refused("resolution-required", () => AdoptPolicyEndpoint.Decide(AStrand, Change with { ResolutionNumber = null }, isRequired: true));
        Then.Refused("resolution-unknown", () => AdoptPolicyEndpoint.Decide(AStrand, Change, isRequired: true, resolutions: 0));
        var changed = AdoptPolicyEndpoint.Decide(AStrand, Change, isRequired: true, resolutions: 1);
        changed.ResolutionNumber.Should().Be("2026/4");
        var again = Change with { EffectiveFrom = new(2028, 1, 1) };
        Then.Refused("resolution-used", () => AdoptPolicyEndpoint.Decide(AStrand.Evolve(changed), again, isRequired: true, resolutions: 1));
        AdoptPolicyEndpoint.Decide(AStrand.Evolve(changed), again, isRequired: true, resolutions: 2).PolicyVersion.Should().Be(3, "another committee has this number too");
    }

    [Fact]
    public void A_steering_committee_is_constituted_while_a_mandate_holds_and_a_resolution_names_what_it_names()
    {
        Committee[] committees = [Steering.Evolve(new MemberSeated(SteeringId, Ids.New(), Ids.New(), false, new(2026, 1, 1), new(2026, 12, 31)))
            .Evolve(new ResolutionPassed(SteeringId, "2026/4", Today, "Cap", Cohorts.Id, Id))];
        committees.HaveSteeringOn(Today).Should().BeTrue();
        committees.HaveSteeringOn(new(2027, 1, 1)).Should().BeFalse();
        committees.NameStrand("2026/4", Id).Should().BeTrue();
        committees.OnCohort("2026/4", Cohorts.Id).Should().Be(1);
        committees.NameStrand("2026/4", Cohorts.Id).Should().BeFalse();
        committees.OnCohort("2026/5", Cohorts.Id).Should().Be(0);
    }

    [Fact]
    public void Two_versions_differ_by_the_fields_that_say_something_else()
    {
        PolicyVersion one = new(1, new(2024, 1, 1), Cohorts.Policy, null);
        PolicyVersion two = new(2, new(2027, 1, 1), Cohorts.Policy with
        {
            HardCap = 25,
            CareerStages = ["senior-doctoral-candidate", "postdoc"],
            Composition = CompositionRule.OneRepresentative,
        }, "2026/4");
        DifferenceOfPolicies.Of(Id, one, two).Changes.Should().BeEquivalentTo(
            [new PolicyChange("hardCap", "20", "25"), new("careerStages", "postdoc", "postdoc, senior-doctoral-candidate")], "a default that is stated is no change");
        DifferenceOfPolicies.Of(Id, two, one).Changes[0].Should().Be(new PolicyChange("hardCap", "25", "20"));
        DifferenceOfPolicies.Of(Id, one, one).Changes.Should().BeEmpty();
    }

    [Fact]
    public void A_cap_is_raised_by_a_resolution_on_the_cohort_and_reaches_the_places()
    {
        RaiseCap raise = new(22, "2026/5");
        var raised = RaiseCapEndpoint.Decide(Cohorts.ACohortWithAnOpenCall, raise, resolutions: 1);
        raised.Should().Be(new CapRaised(Cohorts.Id, 22, "2026/5"));
        Cohorts.ACohortWithAnOpenCall.Evolve(raised).Places.Should().Be(22);
        Given.The<Call>(Cohorts.Planned, Cohorts.Published, raised).Places.Should().Be(22);
        Then.Refused("call-not-published", () => RaiseCapEndpoint.Decide(Cohorts.ACohortPlanned, raise, 1));
        Then.Refused("cohort-over", () => RaiseCapEndpoint.Decide(Cohorts.ACancelledCohort, raise, 1));
        Then.Refused("cap-not-raised", () => RaiseCapEndpoint.Decide(Cohorts.ACohortWithAnOpenCall, raise with { Places = 20 }, 1));
        Then.Refused("cap-not-raised", () => RaiseCapEndpoint.Decide(Cohorts.ACohortWithAnOpenCall.Evolve(raised), raise, 1));
        Then.Refused("resolution-unknown", () => RaiseCapEndpoint.Decide(Cohorts.ACohortWithAnOpenCall, raise, resolutions: 0));
        Then.Refused("resolution-used", () => RaiseCapEndpoint.Decide(Cohorts.ACohortWithAnOpenCall.Evolve(raised), raise with { Places = 23 }, resolutions: 1, raises: 1));
    }

    [Fact]
    public void A_copied_cohort_calls_as_its_original_did_before_any_exception()
    {
        var original = Cohorts.ACohortWithAnOpenCall.Evolve(new CapRaised(Cohorts.Id, 22, "2026/5")).Evolve(new CallExtended(Cohorts.Id, Cohorts.Deadline.AddDays(9)));
        var planned = Cohorts.Planned with { CohortId = Ids.New(), Key = "fellows-2028", StartsOn = new(2028, 1, 15), EndsOn = new(2028, 7, 14) };
        var copy = Given.The<Cohort>([.. CopyCohortEndpoint.Decide(original, planned)]);
        var charter = Given.The<Charter>(new CharterVersionPublished(Charter.TheId, "1.0", new(2024, 1, 1)));
        var call = PublishCallEndpoint.Decide(copy, AStrand, [], charter, new(), Cohorts.Deadline.AddDays(60));
        call.Deadline.Should().Be(Cohorts.Deadline.AddYears(1));
        call.Places.Should().Be(20);
        PublishCallEndpoint.Decide(copy, AStrand, [], charter, new(Places: 7), Cohorts.Deadline.AddDays(60)).Places.Should().Be(7);
        CopyCohortEndpoint.Decide(Cohorts.ACohortPlanned, planned).Should().Equal(planned);
        CopyCohortEndpoint.Decide(copy, planned).Should().HaveCount(2, "a copy that was not published hands its template on");
    }

    [Fact]
    public void A_copied_strand_begins_with_the_rules_and_partners_of_today()
    {
        var (liser, lih, list, id) = (Ids.New(), Ids.New(), Ids.New(), Ids.New());
        var original = AStrand.Evolve(new PolicyAdopted(Id, 2, new(2026, 1, 1), Cohorts.Policy with { HardCap = 5 }, "2025/9"))
            .Evolve(new PartnerAdmitted(Id, liser, new(2023, 1, 1))).Evolve(new PartnerAdmitted(Id, lih, new(2023, 1, 1)))
            .Evolve(new PartnerAdmitted(Id, list, new(2027, 9, 1))).Evolve(new PartnerLeft(Id, lih, new(2025, 12, 31)));
        var copy = Given.The<Strand>([.. CopyStrandEndpoint.Decide(original, new("new", "New"), id, false, Today)]);
        copy.Should().Match<Strand>(s => s.Id == id && s.Key == "new" && s.Format == StrandFormat.OneOnOne && s.Policies.Count == 1 && s.CopiedFrom == Id);
        copy.Policies[0].Should().Match<PolicyVersion>(p => p.Policy.HardCap == 5 && p.Number == 1 && p.EffectiveFrom == Today && p.ResolutionNumber == null);
        copy.Partners.Should().Equal(new Partnership(liser, Today), new Partnership(list, new(2027, 9, 1)));
        Then.Refused("key-taken", () => CopyStrandEndpoint.Decide(original, new("new", "New"), id, keyTaken: true, Today));
    }
}

public class PartnerSpecs
{
    private static readonly Guid Id = Ids.New();
    private static readonly Guid ListId = Ids.New();
    private static readonly DateOnly Joins = new(2024, 9, 1);
    private static readonly Strand AStrand = Given.The<Strand>(new StrandDefined(Id, "fellows", "Fellows", StrandFormat.OneOnOne), new PartnerAdmitted(Id, ListId, Joins));
    private static readonly Institution List = Given.The<Institution>(new InstitutionRegistered(ListId, "list", "LIST", false));

    [Fact]
    public void A_joining_date_that_has_not_come_moves_to_a_later_one()
    {
        var postponed = PostponePartnerEndpoint.Decide(AStrand, new(ListId, new(2025, 1, 1)), Joins.AddDays(-1));
        var strand = AStrand.Evolve(postponed);
        strand.PartnersOn(Joins).Should().BeEmpty();
        strand.PartnersOn(new(2025, 1, 1)).Should().Equal(ListId);
        Then.Refused("partner-already-joined", () => PostponePartnerEndpoint.Decide(AStrand, new(ListId, new(2025, 1, 1)), Joins));
        Then.Refused("joining-date-not-later", () => PostponePartnerEndpoint.Decide(AStrand, new(ListId, Joins), Joins.AddDays(-1)));
        Then.Refused("not-a-partner", () => PostponePartnerEndpoint.Decide(AStrand, new(Ids.New(), Joins), Joins.AddDays(-1)));
        Then.Refused("strand-retired", () => PostponePartnerEndpoint.Decide(AStrand.Evolve(new StrandRetired(Id)), new(ListId, new(2025, 1, 1)), Joins.AddDays(-1)));
    }

    [Fact]
    public void A_partner_takes_part_until_its_last_day_and_may_come_back_later()
    {
        EndPartnership end = new(ListId, new(2025, 12, 31));
        var without = AStrand.Evolve(EndPartnershipEndpoint.Decide(AStrand, end));
        without.PartnersOn(end.On).Should().Equal(ListId);
        without.PartnersOn(end.On.AddDays(1)).Should().BeEmpty();
        Then.Refused("not-a-partner", () => EndPartnershipEndpoint.Decide(without, end));
        Then.Refused("leaving-before-joining", () => EndPartnershipEndpoint.Decide(AStrand, end with { On = Joins.AddDays(-1) }));
        Then.Refused("partner-already-admitted", () => AdmitPartnerEndpoint.Decide(without, List, new(ListId, end.On)));
        Then.Refused("partner-already-admitted", () => AdmitPartnerEndpoint.Decide(without, List, new(ListId, Joins.AddYears(-1))));
        var again = without.Evolve(AdmitPartnerEndpoint.Decide(without, List, new(ListId, new(2027, 1, 1))));
        again.PartnersOn(Joins).Should().Equal(ListId);
        again.PartnersOn(new(2026, 6, 1)).Should().BeEmpty();
        again.PartnersOn(new(2027, 1, 1)).Should().Equal(ListId);
    }
}
