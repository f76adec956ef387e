using Advance.Contracts;
using Advance.Reporting.Contagion;

namespace Advance.Tests.Specs.Reporting;

/// <summary>What a late relation touches, with the remedy for each. Ada is mentored by Grace in spring; what stands between them varies.</summary>
public class ContagionSpecs
{
    private static readonly Guid Ada = Ids.New();
    private static readonly Guid AdaAgain = Ids.New();
    private static readonly Guid Grace = Ids.New();
    private static readonly Guid Emmy = Ids.New();
    private static readonly Guid Cohort = Ids.New();
    private static readonly Guid Thing = Ids.New();
    private static readonly Guid Application = Ids.New();
    private static readonly Guid Committee = Ids.New();
    private static readonly Guid Search = Ids.New();
    private static readonly DateTimeOffset March = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset May = March.AddMonths(2);
    private static readonly CohortDays Days = new(new(2026, 3, 1), new(2026, 8, 31), 3);

    private static Touched A(Guid id, params (object Data, DateTimeOffset At)[] events) =>
        events.Aggregate(new Touched { Id = id }, (t, e) => t.With(e.Data, e.At));

    private static Touched APair(params (object Data, DateTimeOffset At)[] then) => A(Thing,
        [(new PairProposed(Thing, Ids.New(), Cohort, Ada, Ids.New(), Grace, 500), March), .. then]);

    private static Touched AnApplication(Guid id, Guid person, params object[] then) => A(id,
        [(new ApplicationSubmitted(id, Cohort, person, Ids.New(), "postdoc", [Grace], []), March), .. then.Select(e => (e, May))]);

    private static Touched ACommitteeOf(Guid member, DateOnly from) => A(Committee, (new MemberSeated(Committee, member, Ids.New(), false, from, null), March),
        (new ResolutionPassed(Committee, "2026-7", new(2026, 5, 2), "Selection", Cohort, null), May));

    private static KnownBond Bond(RelationshipKind kind, Guid one, Guid other, DateOnly from, DateOnly? until, DateTimeOffset known) => new(Ids.New(), one, other, kind, from, until, known);

    private static IReadOnlyList<FoundCase> Cases(IReadOnlyCollection<Touched> things, IReadOnlyCollection<KnownBond> bonds, Guid? cause = null,
        Dictionary<Guid, Guid>? merged = null, Guid? subject = null)
    {
        Knowledge knowledge = new(bonds, [], merged ?? [], new Dictionary<Guid, CohortDays> { [Cohort] = Days });
        var met = Meetings.Of(things, new HashSet<Guid> { subject ?? Ada }, knowledge.Who);
        return Finder.Cases(Search, cause, met, knowledge);
    }

    [Fact]
    public void A_supervision_disclosed_in_May_touches_the_mentorship_that_began_in_March()
    {
        var bond = Bond(RelationshipKind.Supervision, Grace, Ada, new(2026, 1, 15), null, May);
        var found = Cases([APair((new MentorshipFormed(Thing, Cohort, Ada, Ids.New(), Grace), March))], [bond], bond.Id).Should().ContainSingle().Subject;
        (found.Kind, found.Rule, found.ThingId, found.Remedy).Should().Be(("Mentorship", "supervision", Thing, Remedy.ConflictCase));
        (found.From, found.Until, found.LearntLate, found.KnownSince, found.TouchedSince).Should().Be((new DateOnly(2026, 1, 15), new DateOnly(2026, 8, 31), true, May, March));
    }

    [Fact]
    public void What_was_known_at_the_time_is_told_apart_from_what_was_learnt_late()
    {
        var bond = Bond(RelationshipKind.Kinship, Ada, Grace, new(2000, 1, 1), null, March.AddDays(-1));
        Cases([APair()], [bond]).Should().ContainSingle().Which.LearntLate.Should().BeFalse();
    }

    [Fact]
    public void The_remedy_follows_from_where_the_thing_stands()
    {
        var bond = Bond(RelationshipKind.Competition, Ada, Grace, new(2026, 1, 1), null, May);
        Remedy After(params (object, DateTimeOffset)[] then) => Cases([APair(then)], [bond]).Single().Remedy;
        After().Should().Be(Remedy.WithdrawAndRecompute);
        After((new MentorshipFormed(Thing, Cohort, Ada, Ids.New(), Grace), March)).Should().Be(Remedy.ConflictCase);
        After((new MentorshipFormed(Thing, Cohort, Ada, Ids.New(), Grace), March), (new MentorshipEnded(Thing, Cohort, Ada, Ids.New()), May)).Should().Be(Remedy.NoteInRecord);
        Cases([AnApplication(Application, Ada)], [bond]).Should().ContainSingle().Which.Remedy.Should().Be(Remedy.RankWithoutTheWish);
        Cases([A(Thing, (new CircleComposed(Thing, Cohort, [new(Ada, Ids.New(), false), new(Grace, Ids.New(), true), new(Emmy, Ids.New(), false)]), March))], [bond])
            .Should().ContainSingle().Which.Should().Match<FoundCase>(c => c.Kind == "CircleSeat" && c.Remedy == Remedy.VacateOrMoveSeat);
    }

    [Fact]
    public void A_relation_counts_within_the_look_back_and_not_before_it_or_after_the_end()
    {
        int Count(DateOnly from, DateOnly? until, params (object, DateTimeOffset)[] then) =>
            Cases([APair(then)], [Bond(RelationshipKind.Supervision, Grace, Ada, from, until, May)]).Count;
        Count(new(2020, 1, 1), new(2023, 3, 1)).Should().Be(1, "three years before the start, to the day");
        Count(new(2020, 1, 1), new(2023, 2, 28)).Should().Be(0);
        Count(new(2026, 9, 1), null).Should().Be(0, "the cohort is over by then");
        Count(new(2026, 5, 3), null, (new ProposalRefused(Thing, Cohort, Ada, Ids.New()), May)).Should().Be(0, "the proposal was over by then");
    }

    [Fact]
    public void A_decision_is_touched_when_a_member_with_a_mandate_that_day_is_related_even_by_a_paper()
    {
        var paper = Bond(RelationshipKind.CoAuthorship, Ada, Emmy, new(2024, 1, 1), new(2024, 12, 31), May.AddDays(1));
        var decided = AnApplication(Application, Ada, new ApplicationSelected(Application, Cohort, Ada, Ids.New()));
        var found = Cases([decided, ACommitteeOf(Emmy, new(2026, 1, 1))], [paper]).Should().ContainSingle().Subject;
        (found.Kind, found.Remedy, found.OtherPersonId, found.LearntLate).Should().Be(("Decision", Remedy.DecideAgainWithout, Emmy, true));
        Cases([decided, ACommitteeOf(Emmy, new(2026, 6, 1))], [paper]).Should().BeEmpty("the mandate began after the resolution");
        Cases([APair()], [paper with { OtherPersonId = Grace }]).Should().BeEmpty("a paper excludes nobody from mentoring");
        Cases([AnApplication(Application, Ada), ACommitteeOf(Emmy, new(2026, 1, 1))], [paper]).Should().BeEmpty("nothing was decided");
    }

    [Fact]
    public void A_line_through_a_third_person_touches_too_and_only_ties_of_the_cause_count()
    {
        var (known, late) = (Bond(RelationshipKind.LineManagement, Emmy, Ada, new(2025, 1, 1), null, March.AddDays(-9)),
            Bond(RelationshipKind.LineManagement, Grace, Emmy, new(2025, 1, 1), null, May));
        var found = Cases([APair()], [known, late], late.Id).Should().ContainSingle().Subject;
        (found.Rule, found.Through, found.LearntLate).Should().Be((Ties.SkipLevel, Emmy, true));
        var kin = Bond(RelationshipKind.Kinship, Ada, Grace, new(2000, 1, 1), null, May);
        Cases([APair()], [known, late, kin], late.Id).Should().OnlyContain(c => c.Rule == Ties.SkipLevel);
        Cases([APair()], [known, late], known.Id).Should().BeEmpty("it was the other one that made the tie known");
    }

    [Fact]
    public void A_merge_brings_the_ties_of_one_identity_to_the_things_of_the_other()
    {
        var known = Bond(RelationshipKind.Supervision, Grace, AdaAgain, new(2026, 1, 15), null, March.AddDays(-9));
        Cases([APair()], [known]).Should().BeEmpty("nobody knew that the two are one");
        var found = Cases([APair()], [known], merged: new() { [AdaAgain] = Ada }).Should().ContainSingle().Subject;
        (found.Rule, found.LearntLate).Should().Be(("supervision", true));
    }

    [Fact]
    public void A_merge_shows_a_mentorship_with_oneself_and_what_is_held_twice()
    {
        Dictionary<Guid, Guid> merged = new() { [Grace] = Ada };
        Cases([APair()], [], merged: merged).Should().ContainSingle().Which.Rule.Should().Be(Ties.SamePerson);
        Guid Who(Guid id) => id == AdaAgain ? Ada : id;
        Touched[] twice = [AnApplication(Application, Ada), AnApplication(Thing, AdaAgain)];
        var extra = Doubles.Of(Search, twice, Ada, Who, May).Should().ContainSingle().Subject;
        (extra.Rule, extra.Remedy).Should().Be((Doubles.Application, Remedy.WithdrawOneApplication));
        Doubles.Of(Search, [twice[0], AnApplication(Thing, AdaAgain, new ApplicationWithdrawn(Thing, Cohort, AdaAgain))], Ada, Who, May).Should().BeEmpty();
        Touched ACircle(Guid id, Guid mentee) => A(id, (new CircleComposed(id, Cohort, [new(mentee, Ids.New(), false)]), March));
        Doubles.Of(Search, [ACircle(Ids.New(), Ada), ACircle(Ids.New(), AdaAgain)], Ada, Who, May).Should().ContainSingle().Which.Remedy.Should().Be(Remedy.VacateOneSeat);
        var both = A(Thing, (new CircleComposed(Thing, Cohort, [new(Ada, Ids.New(), false), new(AdaAgain, Ids.New(), false)]), March));
        Doubles.Of(Search, [both], Ada, Who, May).Should().BeEmpty("Circles makes two seats in one circle one");
        Cases([both], [], merged: new() { [AdaAgain] = Ada }).Should().BeEmpty();
    }

    [Fact]
    public void Seats_that_were_never_held_at_one_time_are_no_meeting()
    {
        var circle = A(Thing, (new CircleComposed(Thing, Cohort, [new(Ada, Ids.New(), false), new(Emmy, Ids.New(), true)]), March),
            (new CircleMentorReplaced(Thing, Cohort, Emmy, Grace, Ids.New(), new(2026, 5, 2)), May), (new SeatVacated(Thing, Cohort, Ada, false, new(2026, 5, 2)), May));
        Cases([circle], [Bond(RelationshipKind.Kinship, Ada, Grace, new(2000, 1, 1), null, May)]).Should().BeEmpty();
        Cases([circle], [Bond(RelationshipKind.Kinship, Ada, Emmy, new(2000, 1, 1), null, May)]).Should().ContainSingle().Which.Remedy.Should().Be(Remedy.NoteInRecord);
    }

    [Fact]
    public void A_case_is_settled_once_and_not_before_the_log_shows_the_remedy()
    {
        var pair = APair((new MentorshipFormed(Thing, Cohort, Ada, Ids.New(), Grace), March));
        var found = Cases([pair], [Bond(RelationshipKind.Kinship, Ada, Grace, new(2000, 1, 1), null, May)]).Single();
        var search = Given.The<ConflictSearch>(new ConflictSearchCompleted(Search, 1, 1, 1));
        Then.Refused("remedy-not-done", () => SettleConflictCaseEndpoint.Decide(search, found, pair, new(found.CaseId, CaseOutcome.RemedyDone)));
        SettleConflictCaseEndpoint.Decide(search, found, pair, new(found.CaseId, CaseOutcome.AllowedByCommittee)).Outcome.Should().Be(CaseOutcome.AllowedByCommittee);
        var over = pair.With(new MentorshipEnded(Thing, Cohort, Ada, Ids.New()), May);
        var settled = search.Evolve(SettleConflictCaseEndpoint.Decide(search, found, over, new(found.CaseId, CaseOutcome.RemedyDone)));
        settled.IsOpen.Should().BeFalse();
        Then.Refused("case-settled", () => SettleConflictCaseEndpoint.Decide(settled, found, over, new(found.CaseId, CaseOutcome.NoConflict)));
    }

    [Fact]
    public void Knowledge_of_a_person_and_a_relationship_follows_ends_and_corrections()
    {
        var spell = Ids.New();
        var ada = new KnownPerson { Id = Ada }.With(new AffiliationRecorded(Ada, Thing, "dcs", "postdoc", new(2025, 1, 1), null, spell), March);
        ada.With(new AffiliationEnded(Ada, spell, new(2026, 1, 1)), May).Spells.Single().Until.Should().Be(new DateOnly(2026, 1, 1));
        ada.With(new AffiliationWithdrawn(Ada, spell), May).Spells.Should().BeEmpty();
        ada.With(new PersonMerged(Grace, Ada), May).MergedInto.Should().Be(Grace);
    }
}
