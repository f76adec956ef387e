using Advance.Contracts;
using Advance.Matching.Goals;
using Advance.Matching.Mentors;
using Advance.Matching.Mentorships;
using Advance.Tests.Specs.Strands;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

/// <summary>Between the proposal and the agreement, and what the two set out to do.</summary>
public class GettingToKnowSpecs
{
    private static readonly Guid Pair = Ids.New();
    private static readonly Guid Aim = Ids.New();
    private static readonly DateOnly Today = new(2027, 2, 1);
    private static readonly PairProposed Proposed = new(Pair, Id, Cohorts.Id, Ada, GraceMentor, Grace, 800, Now.AddDays(14), 14);
    private static readonly MentorshipFormed Formed = new(Pair, Cohorts.Id, Ada, GraceMentor, Grace);

    private static Mentorship Running => Given.The<Mentorship>(Proposed, Formed);
    private static Mentorship OnTrial => Given.The<Mentorship>(Proposed with { IntroductoryMeeting = true }, Formed);
    private static Mentorship Agreed => Running.Evolve(new MentorshipAgreed(Pair, Cohorts.Id, "1.0"));
    private static Mentorship Ended => Running.Evolve(new MentorshipEnded(Pair, Cohorts.Id, Ada, GraceMentor));

    [Fact]
    public void An_introductory_meeting_holds_when_both_name_the_same_day()
    {
        var first = Attest(OnTrial, PairSide.Mentee, Today);
        first.Should().Equal(new IntroductionAttested(Pair, Cohorts.Id, Today, PairSide.Mentee));
        var once = OnTrial.Evolve(first[0]);
        Attest(once, PairSide.Mentor, Today.AddDays(-1)).Should().HaveCount(1, "the two name different days");
        Attest(once, PairSide.Mentor, Today)[^1].Should().Be(new IntroductoryMeetingHeld(Pair, Cohorts.Id, Today));
        var corrected = once.Evolve(new IntroductionAttested(Pair, Cohorts.Id, Today.AddDays(-1), PairSide.Mentee));
        corrected.Introductions.Should().Equal(new Introduction(Today.AddDays(-1), PairSide.Mentee));
        Then.Refused("already-attested", () => Attest(once, PairSide.Mentee, Today));
        Then.Refused("meeting-in-the-future", () => Attest(OnTrial, PairSide.Mentee, Today.AddDays(1)));
        Then.Refused("already-introduced", () => Attest(once.Evolve(new IntroductoryMeetingHeld(Pair, Cohorts.Id, Today)), PairSide.Mentor, Today));
        Then.Refused("already-agreed", () => Attest(Agreed, PairSide.Mentee, Today));
        Then.Refused("mentorship-not-running", () => Attest(Ended, PairSide.Mentee, Today));
    }

    [Fact]
    public void Where_the_two_meet_first_they_sign_after_it_and_may_refuse_until_then()
    {
        Then.Refused("introductory-meeting-first", () => AgreeMentorshipEndpoint.Decide(OnTrial, PairSide.Mentee, "1.0"));
        var met = OnTrial.Evolve(new IntroductoryMeetingHeld(Pair, Cohorts.Id, Today));
        AgreeMentorshipEndpoint.Decide(met, PairSide.Mentee, "1.0").Should().HaveCount(1);
        foreach (var side in new[] { PairSide.Mentee, PairSide.Mentor })
        {
            RefuseProposalEndpoint.Decide(OnTrial, side).Should().Be(new ProposalRefused(Pair, Cohorts.Id, Ada, GraceMentor));
            RefuseProposalEndpoint.Decide(met, side).Should().BeOfType<ProposalRefused>();
        }

        met.Evolve(new ProposalRefused(Pair, Cohorts.Id, Ada, GraceMentor)).Status.Should().Be(MentorshipStatus.Refused);
        Then.Refused("proposal-closed", () => RefuseProposalEndpoint.Decide(met.Evolve(new MentorshipAgreed(Pair, Cohorts.Id, "1.0")), PairSide.Mentee));
        Then.Refused("proposal-closed", () => RefuseProposalEndpoint.Decide(Running, PairSide.Mentee));
    }

    [Fact]
    public void Other_terms_need_both_signatures_anew()
    {
        var terms = StateTermsEndpoint.Decide(Running, new(3, 60));
        var signed = Running.Evolve(terms).Evolve(new AgreementSigned(Pair, Cohorts.Id, PairSide.Mentee));
        signed.SignedBy.Should().Equal(PairSide.Mentee);
        Then.Refused("terms-unchanged", () => StateTermsEndpoint.Decide(signed, new(3, 60)));
        var other = signed.Evolve(StateTermsEndpoint.Decide(signed, new(2, 45)));
        (other.SignedBy.Count, other.Terms).Should().Be((0, new AgreementTerms(2, 45)));
        Then.Refused("already-agreed", () => StateTermsEndpoint.Decide(Agreed, new(2, 45)));
        Then.Refused("mentorship-not-running", () => StateTermsEndpoint.Decide(Ended, new(2, 45)));
    }

    [Fact]
    public void A_goal_is_set_then_reached_or_dropped_once()
    {
        var set = SetGoalEndpoint.Decide(Running, new(Aim, Today), Today);
        set.Should().Be(new GoalSet(Pair, Cohorts.Id, Aim, Today));
        var pursuing = Running.Evolve(set);
        pursuing.Goals.Should().Equal(new Goal(Aim, GoalState.Open, Today));
        var reached = pursuing.Evolve(ReachGoalEndpoint.Decide(pursuing, new(Aim)));
        reached.Goals.Single().State.Should().Be(GoalState.Reached);
        var dropped = pursuing.Evolve(DropGoalEndpoint.Decide(pursuing, new(Aim)));
        dropped.Goals.Single().State.Should().Be(GoalState.Dropped);
        foreach (var over in new[] { reached, dropped })
        {
            Then.Refused("goal-closed", () => ReachGoalEndpoint.Decide(over, new(Aim)));
            Then.Refused("goal-closed", () => DropGoalEndpoint.Decide(over, new(Aim)));
        }

        Then.Refused("goal-already-set", () => SetGoalEndpoint.Decide(pursuing, new(Aim), Today));
        Then.Refused("goal-due-in-the-past", () => SetGoalEndpoint.Decide(Running, new(Ids.New(), Today.AddDays(-1)), Today));
        Then.Refused("goal-unknown", () => DropGoalEndpoint.Decide(pursuing, new(Ids.New())));
        Then.Refused("mentorship-not-running", () => SetGoalEndpoint.Decide(Ended, new(Aim), Today));
        Then.Refused("mentorship-not-running", () => ReachGoalEndpoint.Decide(Ended, new(Aim)));
        var full = Enumerable.Range(0, SetGoalEndpoint.MostGoals).Aggregate(Running, (m, _) => m.Evolve(new GoalSet(Pair, Cohorts.Id, Ids.New(), null)));
        Then.Refused("too-many-goals", () => SetGoalEndpoint.Decide(full, new(Aim), Today));
    }

    [Fact]
    public void Nobody_is_recorded_as_the_one_who_dropped_a_goal() => typeof(GoalDropped).Should().Implement<IWithoutActor>();

    [Fact]
    public void The_two_are_asked_once_at_each_day_while_the_mentorship_runs()
    {
        var asked = AskHowItGoesHandler.Decide(Running, 30);
        asked.Should().Be(new CheckInAsked(Pair, Cohorts.Id, 30));
        AskHowItGoesHandler.Decide(Running.Evolve(asked!), 30).Should().BeNull();
        AskHowItGoesHandler.Decide(Running.Evolve(asked!), 90).Should().NotBeNull();
        AskHowItGoesHandler.Decide(Running.Evolve(new MentorshipPaused(Pair, Cohorts.Id)), 30).Should().BeNull();
        AskHowItGoesHandler.Decide(Ended, 30).Should().BeNull();
    }

    private static IReadOnlyList<object> Attest(Mentorship mentorship, PairSide by, DateOnly on) =>
        AttestIntroductionEndpoint.Decide(mentorship, by, new(on), Today);
}
