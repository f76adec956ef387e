using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Matching.Mentors;
using Advance.Matching.Rounds;
using Advance.Tests.Specs.Strands;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

public class RoundSpecs
{
    private static readonly Proposal Plan = new(Proposal.TheForm, "inputs", "fair", FrozenRound.TheEngine, 1, 800, [], [new(Ada, GraceMentor, Grace, 800, 9, [])],
        [], new([], [], "0"));

    private static readonly MentorEnrolled Enrolled = new(GraceMentor, Grace, null, true, 1, [], []);

    [Fact]
    public void A_round_opens_for_a_one_on_one_cohort_whose_call_was_published()
    {
        OpenRound open = new(Cohorts.Id);
        OpenRoundEndpoint.Decide(ACohort, false, open, Id, "commitment").Should().Be(Opened);
        Then.Refused("cohort-unknown", () => OpenRoundEndpoint.Decide(null, false, open, Id, ""));
        Then.Refused("cohort-over", () => OpenRoundEndpoint.Decide(ACancelledCohort, false, open, Id, ""));
        Then.Refused("not-one-on-one", () => OpenRoundEndpoint.Decide(ACohort with { Format = StrandFormat.Circle }, false, open, Id, ""));
        Then.Refused("call-not-published", () => OpenRoundEndpoint.Decide(Given.The<CohortOfRound>(Cohorts.Planned), false, open, Id, ""));
        Then.Refused("round-already-open", () => OpenRoundEndpoint.Decide(ACohort, true, open, Id, ""));
    }

    [Fact]
    public void A_pair_is_pinned_or_forbidden_but_not_both_and_the_plan_is_outdated()
    {
        PinPair pin = new(Ada, GraceMentor, PairReason.CommitteeDecision);
        ForbidPair forbid = new(Ada, GraceMentor, PairReason.Practical);
        AComputedRound.Evolve(PinPairEndpoint.Decide(AComputedRound, pin)).ProposalHash.Should().BeNull();
        AnApprovedRound.Evolve(ForbidPairEndpoint.Decide(AnApprovedRound, forbid)).Status.Should().Be(RoundStatus.Open);
        var (pinned, forbidden) = (AnOpenRound.Evolve(PinnedPair), AnOpenRound.Evolve(ForbiddenPair));
        Then.Refused("already-pinned", () => PinPairEndpoint.Decide(pinned, pin));
        Then.Refused("contradictory-pins", () => PinPairEndpoint.Decide(pinned, pin with { MentorId = Ids.New() }));
        Then.Refused("pin-forbidden", () => PinPairEndpoint.Decide(forbidden, pin));
        Then.Refused("pin-forbidden", () => ForbidPairEndpoint.Decide(pinned, forbid));
        Then.Refused("already-forbidden", () => ForbidPairEndpoint.Decide(forbidden, forbid));
        Then.Refused("pair-not-decided", () => LiftPairEndpoint.Decide(AnOpenRound, new(Ada, GraceMentor)));
        var lifted = pinned.Evolve(LiftPairEndpoint.Decide(pinned, new(Ada, GraceMentor)));
        lifted.Pins.Should().BeEmpty();
        Then.Refused("round-published", () => PinPairEndpoint.Decide(APublishedRound, pin));
        Then.Refused("round-published", () => ForbidPairEndpoint.Decide(APublishedRound, forbid));
        Then.Refused("round-published", () => LiftPairEndpoint.Decide(APublishedRound, new(Ada, GraceMentor)));
    }

    [Fact]
    public void A_plan_is_computed_with_its_hashes_until_the_round_is_published_or_the_cohort_over()
    {
        var it = Computation.Of(Frozen([AMentee(Ada)], [AMentor(Grace)]));
        ComputeRoundEndpoint.Decide(AnOpenRound, ACohort, it).Should().Be(
            new ProposalComputed(Id, Cohorts.Id, it.InputHash, it.ProposalHash, 1, 1, 1, it.Plan.Total, FrozenRound.TheEngine));
        Then.Refused("round-published", () => ComputeRoundEndpoint.Decide(APublishedRound, ACohort, it));
        Then.Refused("cohort-over", () => ComputeRoundEndpoint.Decide(AnOpenRound, ACancelledCohort, it));
    }

    [Fact]
    public void The_proposal_that_was_read_is_the_one_that_is_approved()
    {
        ApproveRoundEndpoint.Decide(AComputedRound, new(Hash)).Should().Be(Approved);
        Then.Refused("not-computed", () => ApproveRoundEndpoint.Decide(AnOpenRound, new(Hash)));
        Then.Refused("not-computed", () => ProposalOfRoundEndpoint.Decide(AnOpenRound));
        Then.Refused("proposal-changed", () => ApproveRoundEndpoint.Decide(AComputedRound, new(new('b', 64))));
        Then.Refused("already-approved", () => ApproveRoundEndpoint.Decide(AnApprovedRound, new(Hash)));
        Then.Refused("round-published", () => ApproveRoundEndpoint.Decide(APublishedRound, new(Hash)));
        AnApprovedRound.Evolve(Computed).Status.Should().Be(RoundStatus.Computed, "a new plan has to be approved anew");
    }

    [Fact]
    public void Publishing_proposes_each_pair_to_its_mentee_until_a_date()
    {
        var (published, pairs) = Publish(AnApprovedRound, Given.The<Mentor>(Enrolled));
        published.Should().Be(Published);
        pairs.Should().ContainSingle().Which.Should().BeEquivalentTo(new { MenteeId = Ada, MentorPersonId = Grace, Score = 800, AnswerBy = Now.AddDays(14) });
    }

    [Fact]
    public void Publishing_looks_at_everybody_again()
    {
        var grace = Given.The<Mentor>(Enrolled);
        Then.Refused("round-published", () => Publish(APublishedRound, grace));
        Then.Refused("not-approved", () => Publish(AComputedRound, grace));
        Then.Refused("cohort-over", () => Publish(AnApprovedRound, grace, cohort: ACancelledCohort));
        Then.Refused("mentor-unavailable", () => Publish(AnApprovedRound, null));
        Then.Refused("mentor-unavailable", () => Publish(AnApprovedRound, grace.Evolve(new MentorRetired(GraceMentor, Grace))));
        Then.Refused("mentor-unavailable", () => Publish(AnApprovedRound, grace.Evolve(new MentorPaused(GraceMentor, Grace))));
        Then.Refused("mentor-unavailable", () => Publish(AnApprovedRound, grace.Evolve(new MentorPlaceTaken(GraceMentor, Ids.New(), Ids.New()))));
        Then.Refused("mentee-unavailable", () => Publish(AnApprovedRound, grace, accepted: []));
        Then.Refused("mentee-unavailable", () => Publish(AnApprovedRound, grace, ada: Given.The<Mentee>(new MenteeHeld(Cohorts.Id, Ada, Ids.New()))));
    }

    [Fact]
    public void What_became_known_since_the_plan_stops_its_publication()
    {
        var grace = Given.The<Mentor>(Enrolled);
        var asItStands = Frozen([AMentee(Ada)], [AMentor(Grace, free: 0)]);
        Publish(AnApprovedRound, grace, asItStands: asItStands).Item2.Should().ContainSingle("places have a refusal of their own");
        Then.Refused("pair-no-longer-eligible", () => Publish(AnApprovedRound, grace, asItStands: asItStands with
        {
            Relationships = [new(Grace, Ada, RelationshipKind.Supervision, new(2026, 1, 1), null)],
        }));
        Then.Refused("pair-no-longer-eligible", () => Publish(AnApprovedRound, grace, asItStands: asItStands with { History = [new(Ada, GraceMentor, true)] }));
        Then.Refused("mentor-unavailable", () => Publish(AnApprovedRound, grace, proposed: 1));
    }

    private static (MatchingRoundPublished, IReadOnlyList<PairProposed>) Publish(MatchingRound round, Mentor? mentor, CohortOfRound? cohort = null,
        HashSet<Guid>? accepted = null, Mentee? ada = null, FrozenRound? asItStands = null, int proposed = 0) => PublishRoundEndpoint.Decide(round, cohort ?? ACohort, Plan,
        mentor is null ? new Dictionary<Guid, Mentor>() : new() { [GraceMentor] = mentor },
        ada is null ? new Dictionary<Guid, Mentee>() : new() { [Ada] = ada }, accepted ?? [Ada], Now,
        proposed: new Dictionary<Guid, int> { [GraceMentor] = proposed }, asItStands: asItStands);
}
