using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Matching.Mentors;
using Advance.Matching.Mentorships;
using Advance.Matching.Requests;
using Advance.Matching.Rounds;
using Advance.Tests.Specs.Strands;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

/// <summary>What is asked and decided outside of rounds: a mentee's request for a mentor, a pair that staff propose by hand.</summary>
public class RequestSpecs
{
    private static readonly Guid RequestId = Ids.New();
    private static readonly Guid Rosalind = Ids.New();
    private static readonly MentorEnrolled Enrolled = new(GraceMentor, Grace, null, true, 1, [], []);
    private static readonly Mentee AHeldMentee = Given.The<Mentee>(new MenteeHeld(Cohorts.Id, Ada, Ids.New()));
    private static readonly MatchingRulesAdopted Rules = new(Cohorts.StrandId, 2, Weights.Default, [Rule.EarlierPairing], true, 7, [10, 20]);

    private static MentorRequest ARequest(Guid mentorId, DateTimeOffset? until = null) =>
        Given.The<MentorRequest>(new MentorRequested(RequestId, Cohorts.Id, Ada, until ?? Now.AddDays(21)), new MentorNamed(RequestId, mentorId));

    [Fact]
    public void A_mentee_without_mentor_asks_for_one_for_a_while()
    {
        var (requested, named) = Ask();
        requested.Should().Be(new MentorRequested(RequestId, Cohorts.Id, Ada, Now.AddDays(21)));
        named.Should().Be(new MentorNamed(RequestId, GraceMentor));
        Ask(requests: [ARequest(GraceMentor, Now)]).Should().NotBeNull("what lapsed is no longer asked for, whether or not that is recorded yet");
    }

    [Fact]
    public void A_request_is_refused_where_nobody_asks_is_held_or_asks_for_too_many()
    {
        Then.Refused("cohort-over", () => Ask(cohort: ACancelledCohort));
        Then.Refused("not-one-on-one", () => Ask(cohort: ACohort with { Format = StrandFormat.Circle }));
        Then.Refused("requests-not-taken", () => Ask(rules: Given.The<MatchingRules>(Rules with { WithoutRequests = true })));
        Then.Refused("not-a-mentee", () => Ask(isMentee: false));
        Then.Refused("mentee-unavailable", () => Ask(mentee: AHeldMentee));
        Then.Refused("already-requested", () => Ask(requests: [ARequest(GraceMentor)]));
        Then.Refused("too-many-mentor-requests", () => Ask(requests: [.. Enumerable.Range(0, 3).Select(_ => ARequest(Ids.New()))]));
        Then.Refused("too-many-mentor-requests", () => Ask(requests: [.. Enumerable.Range(0, 20).Select(_ => ARequest(Ids.New(), Now))]));
    }

    [Fact]
    public void Whatever_stands_against_a_mentor_the_mentee_gets_one_answer()
    {
        IReadOnlyList<IReadOnlyList<string>?> reasons = [.. Rule.All.Select(rule => (IReadOnlyList<string>)[rule]), null];
        var answers = reasons.Select(against => FluentActions.Invoking(() => Ask(against: against, isInPool: against is not null)).Should().Throw<Refused>().Which);
        answers.Select(r => (r.Code, r.Message)).Distinct().Should().ContainSingle().Which.Code.Should().Be("mentor-not-available");
    }

    [Fact]
    public void Suggestions_are_the_whole_pool_the_best_first_with_the_rules_against_the_others()
    {
        var frozen = Frozen([AMentee(Ada, "grants", "writing")], [AMentor(Rosalind, 1, "grants"), AMentor(Grace, 1, "grants", "writing"), AMentor(Bea, 0, "grants", "writing")]);
        var found = SuggestionsForMenteeEndpoint.Decide(frozen, new HashSet<Guid> { GraceMentor }).OrderBy(s => s.Place, StringComparer.Ordinal).ToList();
        found.Select(s => (s.MentorPersonId, s.IsEligible, s.IsAskedFor)).Should().Equal((Grace, true, true), (Rosalind, true, false), (Bea, false, false));
        found[2].RulesAgainst.Should().Equal(Rule.NoCapacity);
        found.Should().OnlyContain(s => s.Score == s.Contributions.Sum(c => c.Points) && s.Level == Scoring.LevelOf(s.Score));
        Then.Refused("not-a-mentee", () => SuggestionsForMenteeEndpoint.Decide(null, new HashSet<Guid>()));
        Then.Refused("not-a-mentee", () => MentorsToAskForEndpoint.Decide(null));
    }

    [Fact]
    public void A_published_request_does_not_say_whom_it_is_for_nor_its_closing_how()
    {
        typeof(MentorRequested).GetProperties().Select(p => p.Name).Should().Equal("RequestId", "CohortId", "MenteeId", "Until");
        typeof(MentorRequestClosed).GetProperties().Select(p => p.Name).Should().Equal("RequestId", "CohortId", "MenteeId");
        typeof(MentorRequestClosed).Should().Implement<IWithoutActor>();
    }

    [Fact]
    public void A_request_is_closed_once_by_either_side_by_a_proposal_or_by_its_date()
    {
        var open = ARequest(GraceMentor);
        var withdrawn = WithdrawRequestEndpoint.Decide(open).Aggregate(open, (r, e) => r.Evolve(e));
        withdrawn.Status.Should().Be(RequestStatus.Withdrawn);
        TurnDownRequestEndpoint.Decide(open).Should().Equal(new RequestSettled(RequestId, RequestStatus.TurnedDown), new MentorRequestClosed(RequestId, Cohorts.Id, Ada));
        Then.Refused("request-closed", () => WithdrawRequestEndpoint.Decide(withdrawn));
        Then.Refused("request-closed", () => TurnDownRequestEndpoint.Decide(withdrawn));
        LapseRequestHandler.Decide(open, Now.AddDays(20)).Should().BeEmpty();
        LapseRequestHandler.Decide(open, Now.AddDays(21)).Should().HaveCount(2);
        LapseRequestHandler.Decide(withdrawn, Now.AddDays(21)).Should().BeEmpty();
        new[] { GraceMentor, Rosalind, (Guid?)null }.Select(mentor => CloseRequests.Outcome(open, mentor))
            .Should().Equal(RequestStatus.Proposed, RequestStatus.Overtaken, RequestStatus.Withdrawn);
    }

    [Fact]
    public void Staff_propose_a_pair_by_hand_under_the_rules_of_the_strand()
    {
        var (pair, byHand) = Propose(rules: Given.The<MatchingRules>(Rules));
        pair.Should().BeEquivalentTo(new { MatchingRoundId = Guid.Empty, MenteeId = Ada, MentorPersonId = Grace, Score = 500, AnswerBy = Now.AddDays(7), IntroductoryMeeting = true });
        byHand.Should().BeEquivalentTo(new { Reason = PairReason.WishOfMentee, RulesVersion = 2, CheckInDays = new[] { 10, 20 } });
        byHand.Rules.Should().NotContain(Rule.EarlierPairing).And.HaveCount(Rule.All.Count - 1);
        Propose(days: 3).Item1.AnswerBy.Should().Be(Now.AddDays(3));
        Given.The<Mentorship>(pair, byHand).ByHand.Should().Be(byHand);
    }

    [Fact]
    public void A_pair_by_hand_is_refused_by_named_rules()
    {
        Then.Refused("cohort-over", () => Propose(cohort: ACancelledCohort));
        Then.Refused("not-one-on-one", () => Propose(cohort: ACohort with { Format = StrandFormat.Circle }));
        Then.Refused("not-a-mentee", () => Propose(isMentee: false));
        Then.Refused("mentee-unavailable", () => Propose(mentee: AHeldMentee));
        Then.Refused("mentor-unavailable", () => Propose(isInPool: false));
        Then.Refused("mentor-unavailable", () => Propose(since: new MentorRetired(GraceMentor, Grace)));
        Ineligible(() => Propose(against: [Rule.Kinship])).Should().Equal(Rule.Kinship);
        Ineligible(() => Propose(since: new MentorPaused(GraceMentor, Grace))).Should().Equal(Rule.MentorPaused);
        Ineligible(() => Propose(since: new PairRuledOut(GraceMentor, Ada))).Should().Equal(Rule.DeclaredRefusal);
        Ineligible(() => Propose(since: new MentorPlaceTaken(GraceMentor, Ids.New(), Cohorts.Id))).Should().Equal(Rule.NoCapacity);
        Ineligible(() => Propose(proposed: 1)).Should().Equal([Rule.NoCapacity], "the one place is proposed to somebody who has not answered");
        Propose(against: [Rule.NoCapacity, Rule.MentorPaused]).Should().NotBeNull("what the locked mentor says outweighs what was read before");
    }

    private static string[] Ineligible(Action decision)
    {
        var refused = decision.Should().Throw<Refused>().Which;
        refused.Code.Should().Be("pair-ineligible");
        return refused.Parts!["rules"];
    }

    private static (MentorRequested, MentorNamed) Ask(CohortOfRound? cohort = null, MatchingRules? rules = null, bool isMentee = true, Mentee? mentee = null,
        IReadOnlyList<MentorRequest>? requests = null, IReadOnlyList<string>? against = null, bool isInPool = true) =>
        RequestMentorEndpoint.Decide(cohort ?? ACohort, rules, isMentee, mentee, requests ?? [], isInPool ? against ?? [] : null,
            new(Cohorts.Id, Ada, GraceMentor), RequestId, Now);

    private static (PairProposed, ProposedByHand) Propose(CohortOfRound? cohort = null, MatchingRules? rules = null, bool isMentee = true,
        Mentee? mentee = null, bool isInPool = true, object? since = null, int proposed = 0, IReadOnlyList<string>? against = null, int? days = null) =>
        ProposePairEndpoint.Decide(cohort ?? ACohort, rules, isMentee, mentee, isInPool ? Given.The<Mentor>(since is null ? [Enrolled] : [Enrolled, since]) : null,
            proposed, against ?? [], [new("topics", 500, 500)], new(Ada, GraceMentor, PairReason.WishOfMentee, days), Ids.New(), Now);
}
