using Advance.Contracts;
using Advance.Matching.Mentors;
using Advance.Matching.Mentorships;
using Advance.Tests.Specs.Strands;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

public class MentorshipSpecs
{
    private static readonly Guid Pair = Ids.New();
    private static readonly DateOnly Today = new(2027, 2, 1);
    private static readonly DateOnly Agreed = new(2027, 1, 20);
    private static readonly PairProposed Proposed = new(Pair, Id, Cohorts.Id, Ada, GraceMentor, Grace, 800, Now.AddDays(14), 14);
    private static readonly ProposalAccepted ByMentee = new(Pair, Cohorts.Id, PairSide.Mentee, Now.AddDays(14));
    private static readonly MentorshipFormed Formed = new(Pair, Cohorts.Id, Ada, GraceMentor, Grace);
    private static readonly AgreementSigned SignedByMentee = new(Pair, Cohorts.Id, PairSide.Mentee);
    private static readonly MentorshipAgreed BothSigned = new(Pair, Cohorts.Id, "1.0");

    private static Mentor AMentorWithOnePlace => Given.The<Mentor>(new MentorEnrolled(GraceMentor, Grace, null, true, 1, [], []));
    private static Mentorship AProposal => Given.The<Mentorship>(Proposed);
    private static Mentorship AwaitingTheMentor => Given.The<Mentorship>(Proposed, ByMentee);
    private static Mentorship ARunningMentorship => Given.The<Mentorship>(Proposed, ByMentee, Formed);
    private static Mentorship AnAgreedMentorship => Given.The<Mentorship>(Proposed, ByMentee, Formed, SignedByMentee, BothSigned);
    private static Mentorship APausedMentorship => AnAgreedMentorship.Evolve(new MentorshipPaused(Pair, Cohorts.Id));
    private static Mentorship AnEndedMentorship => ARunningMentorship.Evolve(new MentorshipEnded(Pair, Cohorts.Id, Ada, GraceMentor));

    [Fact]
    public void The_mentee_accepts_first_and_the_mentors_yes_takes_a_place()
    {
        AcceptProposalEndpoint.Decide(AProposal, AMentorWithOnePlace, PairSide.Mentee, Now).Should().Be(new Acceptance(ByMentee));
        AcceptProposalEndpoint.Decide(AwaitingTheMentor, AMentorWithOnePlace, PairSide.Mentor, Now).Should().Be(
            new Acceptance(new(Pair, Cohorts.Id, PairSide.Mentor), Formed, new(GraceMentor, Pair, Cohorts.Id)));
    }

    [Fact]
    public void Accepting_is_refused_out_of_turn_late_and_without_a_place()
    {
        Action Accept(Mentorship mentorship, PairSide by, Mentor? mentor = null, int days = 0) =>
            () => AcceptProposalEndpoint.Decide(mentorship, mentor ?? AMentorWithOnePlace, by, Now.AddDays(days));
        Then.Refused("mentee-first", Accept(AProposal, PairSide.Mentor));
        Then.Refused("already-accepted", Accept(AwaitingTheMentor, PairSide.Mentee));
        Then.Refused("proposal-closed", Accept(ARunningMentorship, PairSide.Mentor));
        Then.Refused("proposal-lapsed", Accept(AProposal, PairSide.Mentee, days: 14));
        Then.Refused("proposal-lapsed", Accept(AProposal.Evolve(new ProposalLapsed(Pair, Cohorts.Id, Ada, GraceMentor)), PairSide.Mentee));
        Then.Refused("mentor-unavailable", Accept(AwaitingTheMentor, PairSide.Mentor, AMentorWithOnePlace.Evolve(new MentorRetired(GraceMentor, Grace))));
        Then.Refused("proposal-under-review", () => AcceptProposalEndpoint.Decide(AProposal, AMentorWithOnePlace, PairSide.Mentee, Now, underReview: true));
        Then.Refused("mentor-at-capacity", Accept(AwaitingTheMentor, PairSide.Mentor,
            AMentorWithOnePlace.Evolve(new MentorPlaceTaken(GraceMentor, Ids.New(), Ids.New()))));
    }

    [Fact]
    public void A_proposal_is_refused_without_a_reason_by_whose_turn_it_is()
    {
        RefuseProposalEndpoint.Decide(AProposal, PairSide.Mentee).Should().Be(new ProposalRefused(Pair, Cohorts.Id, Ada, GraceMentor));
        RefuseProposalEndpoint.Decide(AwaitingTheMentor, PairSide.Mentor).Should().BeOfType<ProposalRefused>();
        Then.Refused("mentee-first", () => RefuseProposalEndpoint.Decide(AProposal, PairSide.Mentor));
        Then.Refused("proposal-closed", () => RefuseProposalEndpoint.Decide(ARunningMentorship, PairSide.Mentee));
    }

    [Fact]
    public void A_proposal_lapses_on_its_date_and_only_while_it_waits()
    {
        LapseProposalHandler.Decide(AProposal, Now.AddDays(14)).Should().Be(new ProposalLapsed(Pair, Cohorts.Id, Ada, GraceMentor));
        LapseProposalHandler.Decide(AProposal, Now.AddDays(14).AddTicks(-1)).Should().BeNull();
        LapseProposalHandler.Decide(ARunningMentorship, Now.AddDays(99)).Should().BeNull();
    }

    [Fact]
    public void The_agreement_holds_when_both_signed()
    {
        AgreeMentorshipEndpoint.Decide(ARunningMentorship, PairSide.Mentee, "1.0").Should().Equal(SignedByMentee);
        var once = ARunningMentorship.Evolve(SignedByMentee);
        AgreeMentorshipEndpoint.Decide(once, PairSide.Mentor, "1.0").Should().Equal(new AgreementSigned(Pair, Cohorts.Id, PairSide.Mentor), BothSigned);
        Then.Refused("already-signed", () => AgreeMentorshipEndpoint.Decide(once, PairSide.Mentee, "1.0"));
        Then.Refused("mentorship-not-running", () => AgreeMentorshipEndpoint.Decide(AwaitingTheMentor, PairSide.Mentee, "1.0"));
    }

    [Fact]
    public void A_meeting_counts_when_both_attested_its_day_with_the_shorter_length()
    {
        MeetingAttested first = new(Pair, Cohorts.Id, Today, 60, PairSide.Mentee);
        Attest(AnAgreedMentorship, PairSide.Mentee, 60).Should().Equal(first);
        var once = AnAgreedMentorship.Evolve(first);
        Attest(once, PairSide.Mentor, 60)[^1].Should().Be(new MeetingCounted(Pair, Cohorts.Id, Today, 60, 1));
        Attest(once, PairSide.Mentor, 45).Should().Equal(new MeetingAttested(Pair, Cohorts.Id, Today, 45, PairSide.Mentor),
            new AttestationDiffers(Pair, Cohorts.Id, Today, 45, 60), new MeetingCounted(Pair, Cohorts.Id, Today, 45, 1));
    }

    [Fact]
    public void Attesting_is_refused_before_the_agreement_for_other_days_and_twice()
    {
        Then.Refused("not-agreed", () => Attest(ARunningMentorship, PairSide.Mentee, 60));
        Then.Refused("mentorship-not-running", () => Attest(AnEndedMentorship, PairSide.Mentee, 60));
        Then.Refused("mentorship-paused", () => Attest(APausedMentorship, PairSide.Mentee, 60));
        Then.Refused("meeting-in-the-future", () => Attest(AnAgreedMentorship, PairSide.Mentee, 60, Today.AddDays(1)));
        Then.Refused("meeting-before-agreement", () => Attest(AnAgreedMentorship, PairSide.Mentee, 60, Agreed.AddDays(-1)));
        var once = AnAgreedMentorship.Evolve(new MeetingAttested(Pair, Cohorts.Id, Today, 60, PairSide.Mentee));
        Then.Refused("already-attested", () => Attest(once, PairSide.Mentee, 30));
    }

    [Fact]
    public void A_mentorship_rests_goes_on_ends_and_completes_only_while_it_runs()
    {
        PauseMentorshipEndpoint.Decide(ARunningMentorship).Should().Be(new MentorshipPaused(Pair, Cohorts.Id));
        ResumeMentorshipEndpoint.Decide(APausedMentorship).Should().Be(new MentorshipResumed(Pair, Cohorts.Id));
        EndMentorshipEndpoint.Decide(APausedMentorship).Should().Be(new MentorshipEnded(Pair, Cohorts.Id, Ada, GraceMentor));
        CompleteMentorshipEndpoint.Decide(AnAgreedMentorship).Should().Be(new MentorshipCompleted(Pair, Cohorts.Id, Ada, GraceMentor, 0));
        Then.Refused("mentorship-paused", () => PauseMentorshipEndpoint.Decide(APausedMentorship));
        Then.Refused("mentorship-not-paused", () => ResumeMentorshipEndpoint.Decide(ARunningMentorship));
        Then.Refused("mentorship-paused", () => CompleteMentorshipEndpoint.Decide(APausedMentorship));
        Then.Refused("not-agreed", () => CompleteMentorshipEndpoint.Decide(ARunningMentorship));
        foreach (var decide in new Action[]
        {
            () => PauseMentorshipEndpoint.Decide(AnEndedMentorship), () => ResumeMentorshipEndpoint.Decide(AnEndedMentorship),
            () => EndMentorshipEndpoint.Decide(AnEndedMentorship), () => CompleteMentorshipEndpoint.Decide(AnEndedMentorship),
            () => CheckInEndpoint.Decide(AnEndedMentorship, PairSide.Mentee, new(CheckInAnswer.GoesWell)),
        }) Then.Refused("mentorship-not-running", decide);
    }

    [Fact]
    public void Who_leaves_the_cohort_leaves_the_mentorship_once()
    {
        OnApplicationWithdrawn.Decide(AwaitingTheMentor).Should().BeOfType<ProposalLapsed>();
        OnApplicationWithdrawn.Decide(APausedMentorship).Should().BeOfType<MentorshipEnded>();
        OnApplicationWithdrawn.Decide(AnEndedMentorship).Should().BeNull();
    }

    private static IReadOnlyList<object> Attest(Mentorship mentorship, PairSide by, int minutes, DateOnly? on = null) =>
        AttestMeetingEndpoint.Decide(mentorship, by, mentorship.CharterVersion is null ? null : Agreed, new(on ?? Today, minutes), Today);
}
