using Advance.Contracts;
using Advance.Matching.Conflicts;
using Advance.Matching.Mentees;
using Advance.Matching.Mentors;
using Advance.Matching.Mentorships;
using Advance.Matching.Rounds;
using Advance.Tests.Specs.Strands;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

/// <summary>What is watched over while mentorships run: conflicts, silence, reminders, moves.</summary>
public class CareSpecs
{
    private static readonly Guid Pair = Ids.New();
    private static readonly Guid Committee = Ids.New();
    private static readonly DateOnly Today = new(2027, 3, 1);
    private static readonly PairProposed Proposed = new(Pair, Id, Cohorts.Id, Ada, GraceMentor, Grace, 800, Now.AddDays(14), 14);
    private static readonly MentorEnrolled Enrolled = new(GraceMentor, Grace, null, true, 1, [], []);

    private static Mentorship AProposal => Given.The<Mentorship>(Proposed);
    private static Mentorship Running => Given.The<Mentorship>(Proposed, new MentorshipFormed(Pair, Cohorts.Id, Ada, GraceMentor, Grace));
    private static Mentorship Ended => Running.Evolve(new MentorshipEnded(Pair, Cohorts.Id, Ada, GraceMentor));
    private static ConflictArose Arose => ConflictWatch(Running, Ids.New(), ["supervision"]).Single();

    private static IReadOnlyList<ConflictArose> ConflictWatch(Mentorship mentorship, Guid cause, string[] broken, params Conflict[] known) =>
        Advance.Matching.Conflicts.ConflictWatch.Decide(mentorship, cause, broken, known, Now);

    [Fact]
    public void A_rule_that_comes_to_exclude_a_pair_opens_one_case_with_a_deadline()
    {
        var cause = Ids.New();
        var arose = ConflictWatch(Running, cause, ["line-management"]).Should().ContainSingle().Subject;
        arose.Should().BeEquivalentTo(new { MentorshipId = Pair, Rule = "line-management", SettleBy = Now.AddDays(14) });
        var open = Given.The<Conflict>(arose);
        ConflictWatch(Running, cause, ["line-management"], open).Should().BeEmpty("it was heard already");
        ConflictWatch(Running, Ids.New(), ["line-management"], open).Should().BeEmpty("a case is open for it");
        var settled = open.Evolve(new ConflictSettled(open.Id, Pair, Cohorts.Id, ConflictRemedy.NoConflict));
        ConflictWatch(Running, cause, ["line-management"], settled).Should().BeEmpty("this very cause was settled");
        ConflictWatch(Running, Ids.New(), ["line-management"], settled).Should().ContainSingle("another cause is another case");
        ConflictWatch(Running, cause, []).Should().BeEmpty();
    }

    [Fact]
    public void A_paper_written_together_is_no_conflict_and_management_reaches_two_levels()
    {
        Advance.Matching.Conflicts.ConflictWatch.RulesOf(RelationshipKind.CoAuthorship).Should().BeEmpty();
        Advance.Matching.Conflicts.ConflictWatch.RulesOf(RelationshipKind.LineManagement).Should().Equal(Rule.LineManagement, Rule.SkipLevel, Rule.SameManager);
    }

    [Fact]
    public void A_case_is_overdue_once_and_settled_once()
    {
        var open = Given.The<Conflict>(Arose);
        WatchConflictHandler.Decide(open, Now.AddDays(13)).Should().BeNull();
        var overdue = open.Evolve(WatchConflictHandler.Decide(open, Now.AddDays(14))!);
        WatchConflictHandler.Decide(overdue, Now.AddDays(15)).Should().BeNull();
        Then.Refused("mentorship-still-runs", () => SettleConflictEndpoint.Decide(overdue, Running, new(ConflictRemedy.MentorshipOver)));
        Then.Refused("mentorship-still-runs", () => SettleConflictEndpoint.Decide(overdue, AProposal, new(ConflictRemedy.MentorshipOver)));
        var settled = overdue.Evolve(SettleConflictEndpoint.Decide(overdue, Ended, new(ConflictRemedy.MentorshipOver)));
        SettleConflictEndpoint.Decide(overdue, Running, new(ConflictRemedy.AllowedByCommittee)).Remedy.Should().Be(ConflictRemedy.AllowedByCommittee);
        Then.Refused("conflict-settled", () => SettleConflictEndpoint.Decide(settled, Ended, new(ConflictRemedy.NoConflict)));
    }

    [Fact]
    public void A_case_whose_ground_is_gone_says_so_and_waits_for_a_person()
    {
        var open = Given.The<Conflict>(Arose);
        Advance.Matching.Conflicts.ConflictWatch.Eased(["supervision", "kinship"], [open]).Should().BeEmpty("the rule still excludes the pair");
        Advance.Matching.Conflicts.ConflictWatch.Eased(["kinship"], [open]).Should().Equal(open);
        var eased = open.Evolve(new ConflictEased(open.Id, Pair, Cohorts.Id));
        Advance.Matching.Conflicts.ConflictWatch.Eased([], [eased]).Should().BeEmpty("it was said already");
        (eased.IsOpen, WatchConflictHandler.Decide(eased, Now.AddDays(15))).Should().Be((true, null), "no deadline matters any more");
        SettleConflictEndpoint.Decide(eased, Running, new(ConflictRemedy.NoConflict)).Remedy.Should().Be(ConflictRemedy.NoConflict);
        ConflictWatch(Running, Ids.New(), ["supervision"], eased).Should().ContainSingle("a new cause is a new case, though the old one is not settled");
        var settled = eased.Evolve(new ConflictSettled(open.Id, Pair, Cohorts.Id, ConflictRemedy.NoConflict));
        Advance.Matching.Conflicts.ConflictWatch.Eased([], [settled]).Should().BeEmpty();
    }

    [Fact]
    public void A_pair_is_ruled_out_once_and_asking_again_reveals_nothing()
    {
        var mentor = Given.The<Mentor>(Enrolled);
        var ruled = mentor.Evolve(NeverAgainEndpoint.Decide(mentor, new(Ada)).Single());
        ruled.NeverAgain.Should().Equal(Ada);
        NeverAgainEndpoint.Decide(ruled, new(Ada)).Should().BeEmpty();
        typeof(PairRuledOut).Should().Implement<IWithoutActor>();
    }

    [Fact]
    public void A_reminder_is_for_the_one_whose_turn_it_is_once_and_before_the_end()
    {
        AnswerReminded reminded = new(Pair, Cohorts.Id, PairSide.Mentee, Now.AddDays(14));
        RemindOfProposalHandler.Decide(AProposal, PairSide.Mentee, Now.AddDays(11)).Should().Be(reminded);
        RemindOfProposalHandler.Decide(AProposal, PairSide.Mentor, Now.AddDays(11)).Should().BeNull();
        RemindOfProposalHandler.Decide(AProposal, PairSide.Mentee, Now.AddDays(14)).Should().BeNull();
        RemindOfProposalHandler.Decide(AProposal.Evolve(reminded), PairSide.Mentee, Now.AddDays(11)).Should().BeNull();
        var accepted = AProposal.Evolve(new ProposalAccepted(Pair, Cohorts.Id, PairSide.Mentee, Now.AddDays(20)));
        RemindOfProposalHandler.Decide(accepted, PairSide.Mentor, Now.AddDays(15))!.Of.Should().Be(PairSide.Mentor);
        RemindOfProposalHandler.Decide(Running, PairSide.Mentor, Now).Should().BeNull();
    }

    [Fact]
    public void A_quiet_mentorship_is_asked_about_then_called_unanswered_and_never_concluded()
    {
        var alive = Today.AddDays(-45);
        WatchActivityHandler.Decide(Running, alive.AddDays(1), null, Today).Should().BeNull();
        ActivityAskedAbout asked = new(Pair, Cohorts.Id, alive);
        WatchActivityHandler.Decide(Running, alive, null, Today).Should().Be(asked);
        var quiet = Running.Evolve(asked);
        WatchActivityHandler.Decide(quiet, alive, Today, Today.AddDays(13)).Should().BeNull();
        ActivityUnanswered unanswered = new(Pair, Cohorts.Id, alive);
        WatchActivityHandler.Decide(quiet, alive, Today, Today.AddDays(14)).Should().Be(unanswered);
        var silent = quiet.Evolve(unanswered);
        WatchActivityHandler.Decide(silent, alive, Today, Today.AddDays(99)).Should().BeNull();
        silent.Status.Should().Be(MentorshipStatus.Running);
        silent.Evolve(new CheckedIn(Pair, Cohorts.Id, PairSide.Mentor, CheckInAnswer.GoesWell)).QuietSince.Should().BeNull();
        WatchActivityHandler.Decide(Running.Evolve(new MentorshipPaused(Pair, Cohorts.Id)), alive, null, Today).Should().BeNull();
        WatchActivityHandler.Decide(Ended, alive, null, Today).Should().BeNull();
    }

    [Fact]
    public void A_meeting_that_only_one_attested_surfaces_and_still_counts_later()
    {
        MeetingAttested one = new(Pair, Cohorts.Id, Today, 60, PairSide.Mentee);
        var once = Running.Evolve(one);
        var elapsed = WatchAttestationHandler.Decide(once, Today);
        elapsed.Should().Be(new MeetingWindowElapsed(Pair, Cohorts.Id, Today));
        var surfaced = once.Evolve(elapsed!);
        WatchAttestationHandler.Decide(surfaced, Today).Should().BeNull();
        WatchAttestationHandler.Decide(once.Evolve(one with { By = PairSide.Mentor }), Today).Should().BeNull();
        surfaced.Evolve(new MeetingCounted(Pair, Cohorts.Id, Today, 60, 1)).Unconfirmed.Should().BeEmpty();
    }

    [Fact]
    public void A_mentorship_is_extended_by_a_resolution_only()
    {
        var committee = Given.The<CommitteeOfExtension>(new ResolutionPassed(Committee, "2027-1", Today, "extension", Cohorts.Id, null),
            new ResolutionPassed(Committee, "2027-2", Today, "another cohort", Ids.New(), null));
        DateOnly ends = new(2027, 7, 14);
        ExtendMentorship extend = new(ends.AddDays(30), Committee, "2027-1");
        var extended = ExtendMentorshipEndpoint.Decide(Running, ends, committee, extend);
        extended.Until.Should().Be(ends.AddDays(30));
        Then.Refused("resolution-unknown", () => ExtendMentorshipEndpoint.Decide(Running, ends, null, extend));
        Then.Refused("resolution-unknown", () => ExtendMentorshipEndpoint.Decide(Running, ends, committee, extend with { ResolutionNumber = "2027-2" }));
        Then.Refused("not-an-extension", () => ExtendMentorshipEndpoint.Decide(Running, ends, committee, extend with { Until = ends }));
        Then.Refused("not-an-extension", () => ExtendMentorshipEndpoint.Decide(Running.Evolve(extended), ends, committee, extend));
        Then.Refused("mentorship-not-running", () => ExtendMentorshipEndpoint.Decide(Ended, ends, committee, extend));
    }

    [Fact]
    public void A_certificate_is_for_completed_mentorships()
    {
        Then.Refused("not-completed", () => CertificateOfMentorshipEndpoint.Of(Running, Now));
        var completed = Running.Evolve(new MeetingCounted(Pair, Cohorts.Id, Today, 45, 1)).Evolve(new MentorshipCompleted(Pair, Cohorts.Id, Ada, GraceMentor, 1));
        CertificateOfMentorshipEndpoint.Of(completed, Now).Should().BeEquivalentTo(new { Meetings = 1, Minutes = 45, CompletedOn = new DateOnly(2027, 1, 10) });
    }

    [Fact]
    public void A_rematch_needs_somebody_who_lost_a_mentor_and_says_what_it_moves()
    {
        Then.Refused("nobody-to-rematch", () => RematchEndpoint.Decide([]));
        RematchEndpoint.Decide([AMentee(Ada)]);
    }

    [Fact]
    public void A_rule_about_beginning_says_nothing_against_a_mentorship_that_runs()
    {
        var round = Frozen([AMentee(Ada)], [AMentor(Grace) with { IsPaused = true, Free = 1 }]) with { Former = [new(Ada, GraceMentor, Pair, 2)] };
        new Eligibility(round).RulesAgainst(round.Mentees[0], round.Mentors[0]).Should().BeEmpty();
        var related = round with { Relationships = [new(Ada, Grace, RelationshipKind.Kinship, new(2026, 1, 1), null)] };
        new Eligibility(related).RulesAgainst(round.Mentees[0], round.Mentors[0]).Should().Equal(Rule.Kinship);
    }

    [Fact]
    public void A_rematch_proposes_what_is_new_keeps_what_stands_and_frees_what_it_moves()
    {
        var rosalind = Ids.Of("mentor", Ids.New());
        ProposedPair Of(Guid mentee, Guid mentor) => new(mentee, mentor, Grace, 800, 9, []);
        Proposal plan = new(Proposal.TheForm, "inputs", "least-change", FrozenRound.TheEngine, 2, 1600, [], [Of(Ada, rosalind), Of(Bea, GraceMentor)], [], new([], [], "0"));
        FrozenFormer former = new(Ada, GraceMentor, Pair, 1);
        var mentors = new Dictionary<Guid, Mentor>
        {
            [GraceMentor] = Given.The<Mentor>(Enrolled, new MentorPlaceTaken(GraceMentor, Pair, Cohorts.Id)),
            [rosalind] = Given.The<Mentor>(Enrolled with { MentorId = rosalind }),
        };
        Dictionary<Guid, Mentee> mentees = new() { [Ada] = Given.The<Mentee>(new MenteeHeld(Cohorts.Id, Ada, Pair)) };
        PublishRoundEndpoint.Moved(plan, [former]).Should().Equal(former);
        PublishRoundEndpoint.Decide(AnApprovedRound, ACohort, plan, mentors, mentees, new HashSet<Guid> { Ada, Bea }, Now, [former]).Item2
            .Select(p => (p.MenteeId, p.MentorId)).Should().Equal((Ada, rosalind), (Bea, GraceMentor));
        var stays = plan with { Pairs = [Of(Ada, GraceMentor)] };
        PublishRoundEndpoint.Moved(stays, [former]).Should().BeEmpty();
        PublishRoundEndpoint.Decide(AnApprovedRound, ACohort, stays, mentors, mentees, new HashSet<Guid> { Ada }, Now, [former]).Item2.Should().BeEmpty();
        Then.Refused("mentee-unavailable", () => PublishRoundEndpoint.Decide(AnApprovedRound, ACohort, plan, mentors, new Dictionary<Guid, Mentee>(),
            new HashSet<Guid> { Ada, Bea }, Now, [former]));
    }
}
