using Advance.Contracts;
using Advance.Strands;

namespace Advance.Tests.Specs.Strands;

public class CommitteeSpecs
{
    private static readonly Guid Id = Ids.New();
    private static readonly Guid Ada = Ids.New();
    private static readonly Guid LiserId = Ids.New();
    private static readonly DateOnly From = new(2026, 1, 1);

    private static readonly CommitteeFormed Formed = new(Id, "steering", "Steering committee", CommitteeKind.Steering);
    private static readonly Committee ACommittee = Given.The<Committee>(Formed);
    private static readonly Committee ACommitteeWithAda = Given.The<Committee>(Formed, new MemberSeated(Id, Ada, LiserId, true, From, null));
    private static readonly Institution Liser = Given.The<Institution>(new InstitutionRegistered(LiserId, "liser", "LISER", false));
    private static readonly KnownPerson AdaIsKnown = Given.The<KnownPerson>(new PersonRegistered(Ada));
    private static readonly SeatMember SeatAda = new(Ada, LiserId, From, RepresentsPartners: true);

    [Fact]
    public void A_committee_has_a_key_of_its_own() =>
        Then.Refused("key-taken", () => FormCommitteeEndpoint.Decide(new("steering", "Steering committee", CommitteeKind.Steering), Id, keyTaken: true));

    [Fact]
    public void A_mandate_is_given_to_a_person_who_is_known_and_not_seated()
    {
        SeatMemberEndpoint.Decide(ACommittee, AdaIsKnown, Liser, SeatAda).Should().Be(new MemberSeated(Id, Ada, LiserId, true, From, null));
        Then.Refused("person-unknown", () => SeatMemberEndpoint.Decide(ACommittee, null, Liser, SeatAda));
        Then.Refused("person-unknown", () => SeatMemberEndpoint.Decide(ACommittee,
            AdaIsKnown.Evolve(new PersonErased(Ada, new Dictionary<string, int>())), Liser, SeatAda));
        Then.Refused("person-merged", () => SeatMemberEndpoint.Decide(ACommittee, AdaIsKnown.Evolve(new IdentityRetired(Ada, Ids.New())), Liser, SeatAda));
        Then.Refused("institution-unknown", () => SeatMemberEndpoint.Decide(ACommittee, AdaIsKnown, null, SeatAda));
        Then.Refused("owner-is-no-partner", () => SeatMemberEndpoint.Decide(ACommittee, AdaIsKnown, Liser with { IsOwner = true }, SeatAda));
        Then.Refused("member-already-seated", () => SeatMemberEndpoint.Decide(ACommitteeWithAda, AdaIsKnown, Liser, SeatAda with { From = From.AddYears(1) }));
    }

    [Fact]
    public void A_mandate_ends_on_a_day_on_which_it_holds_and_leaves_room_for_the_next()
    {
        var ended = EndMandateEndpoint.Decide(ACommitteeWithAda, new(Ada, new(2026, 6, 30)));
        var without = ACommitteeWithAda.Evolve(ended);
        without.Seats(Ada, new(2026, 6, 30)).Should().BeTrue();
        without.Seats(Ada, new(2026, 7, 1)).Should().BeFalse();
        Then.Refused("no-mandate", () => EndMandateEndpoint.Decide(without, new(Ada, new(2026, 6, 30))));
        Then.Refused("no-mandate", () => EndMandateEndpoint.Decide(ACommitteeWithAda, new(Ada, From.AddDays(-1))));
        SeatMemberEndpoint.Decide(without, AdaIsKnown, Liser, SeatAda with { From = new(2026, 7, 1) }).From.Should().Be(new DateOnly(2026, 7, 1));
    }

    [Fact]
    public void A_mandate_that_followed_a_merged_person_ends_for_all_who_know_of_it()
    {
        var kept = Ids.New();
        object[] log = [Formed, new MemberSeated(Id, Ada, LiserId, true, From, null), new MandateFollowed(Id, Ada, kept), new MandateEnded(Id, kept, new(2026, 6, 30))];
        Given.The<Committee>(log).MandatesOn(new(2026, 7, 1)).Should().Be(0);
        var deciding = log.Aggregate(new Advance.Applications.DecidingCommittee(), (committee, e) => committee.Evolve(e));
        (deciding.IsConstituted(new(2026, 6, 30)), deciding.IsConstituted(new(2026, 7, 1))).Should().Be((true, false));
        var touched = log.Aggregate(new Advance.Reporting.Contagion.Touched(), (thing, e) => thing.With(e, DateTimeOffset.UnixEpoch));
        touched.Mandates.Should().ContainSingle().Which.Should().Match<Advance.Reporting.Contagion.Mandate>(m => m.PersonId == kept && m.Until == new DateOnly(2026, 6, 30));
        touched.People.Should().Equal([Ada, kept], "it is found under both");
    }

    [Fact]
    public void A_resolution_has_a_number_of_its_own_and_names_what_exists()
    {
        Resolve resolve = new("2026/3", From, "A second Fellows cohort", StrandId: Cohorts.StrandId);
        Matter matter = new(Cohorts.ACohortPlanned, Committees.AStrand(CompositionRule.None));
        var passed = ResolveEndpoint.Decide(ACommittee, matter, resolve, From);
        Then.Refused("resolution-number-taken", () => ResolveEndpoint.Decide(ACommittee.Evolve(passed), matter, resolve, From));
        Then.Refused("strand-unknown", () => ResolveEndpoint.Decide(ACommittee, new(), resolve, From));
        Then.Refused("cohort-unknown", () => ResolveEndpoint.Decide(ACommittee, matter with { Cohort = null }, resolve with { CohortId = Cohorts.Id }, From));
        var another = matter with { Strand = Given.The<Strand>(new StrandDefined(Ids.New(), "circles", "Circles", StrandFormat.Circle)) };
        Then.Refused("cohort-of-another-strand", () => ResolveEndpoint.Decide(ACommittee, another, resolve with { StrandId = another.Strand!.Id, CohortId = Cohorts.Id }, From));
    }
}

public class CadenceSpecs
{
    private static Strand AStrandThatRuns(Cadence cadence) => Given.The<Strand>(
        new StrandDefined(Cohorts.StrandId, "fellows", "Fellows", StrandFormat.OneOnOne),
        new PolicyAdopted(Cohorts.StrandId, 1, new(2020, 1, 1), Cohorts.Policy with { Cadence = cadence }, null));

    private static Cohort CohortIn(int year) => Given.The<Cohort>(Cohorts.Planned with { StartsOn = new(year, 3, 1) });

    private static CohortPlanned Plan(Cadence cadence, int year, params Cohort[] others) =>
        PlanCohortEndpoint.Decide(AStrandThatRuns(cadence), new(Cohorts.StrandId, "f", new(year, 9, 1)), Ids.New(), false, others);

    [Fact]
    public void A_yearly_strand_starts_one_cohort_in_a_calendar_year()
    {
        Then.Refused("cadence", () => Plan(Cadence.Yearly, 2027, CohortIn(2027)));
        Plan(Cadence.Yearly, 2028, CohortIn(2027)).StartsOn.Year.Should().Be(2028);
    }

    [Fact]
    public void A_strand_that_runs_twice_a_year_starts_two()
    {
        Plan(Cadence.TwiceAYear, 2027, CohortIn(2027)).StartsOn.Year.Should().Be(2027);
        Then.Refused("cadence", () => Plan(Cadence.TwiceAYear, 2027, CohortIn(2027), CohortIn(2027)));
    }

    [Fact]
    public void A_strand_of_every_other_year_leaves_a_year_between_on_both_sides()
    {
        Then.Refused("cadence", () => Plan(Cadence.EveryOtherYear, 2028, CohortIn(2027)));
        Then.Refused("cadence", () => Plan(Cadence.EveryOtherYear, 2026, CohortIn(2027)));
        Plan(Cadence.EveryOtherYear, 2029, CohortIn(2027)).StartsOn.Year.Should().Be(2029);
    }

    [Fact]
    public void A_cancelled_cohort_leaves_its_year_free() =>
        Plan(Cadence.Yearly, 2027, CohortIn(2027).Evolve(new CohortCancelled(Cohorts.Id, Cohorts.StrandId))).StartsOn.Year.Should().Be(2027);

    [Fact]
    public void An_exception_needs_a_resolution_and_the_cohort_carries_its_number()
    {
        PlanCohort plan = new(Cohorts.StrandId, "f", new(2027, 9, 1), "2026/3");
        var strand = AStrandThatRuns(Cadence.Yearly);
        Then.Refused("resolution-unknown", () => PlanCohortEndpoint.Decide(strand, plan, Ids.New(), false, [CohortIn(2027)], isException: false));
        PlanCohortEndpoint.Decide(strand, plan, Ids.New(), false, [CohortIn(2027)], isException: true).ExceptionResolution.Should().Be("2026/3");
    }
}
