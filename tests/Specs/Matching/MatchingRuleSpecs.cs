using Advance.Contracts;
using Advance.Matching.Rounds;
using Advance.Tests.Specs.Strands;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

/// <summary>Under which rules and weights a round is computed, and what staff saw before they decided themselves.</summary>
public class MatchingRuleSpecs
{
    private static readonly Guid Rosalind = Ids.New();
    private static readonly KnownStrand AStrand = Given.The<KnownStrand>(new StrandDefined(Cohorts.StrandId, "fellows", "Fellows", StrandFormat.OneOnOne));
    private static readonly FrozenRound Two = Frozen([AMentee(Ada, "grants"), AMentee(Bea, "writing")],
        [AMentor(Grace, 1, "grants"), AMentor(Rosalind, 1, "writing")]);

    [Fact]
    public void Rules_of_a_strand_have_versions_and_a_round_keeps_the_one_it_was_opened_under()
    {
        AdoptMatchingRules adopt = new(new(1, 1, 0, 0), [Rule.EarlierPairing], IntroductoryMeeting: true, DaysToAnswer: 7, CheckInDays: [60, 20, 60]);
        var adopted = AdoptMatchingRulesEndpoint.Decide(AStrand, null, Cohorts.StrandId, adopt);
        (adopted.RulesVersion, adopted.CheckInDays.Count, adopted.CheckInDays[0]).Should().Be((1, 2, 20));
        var rules = Given.The<MatchingRules>(adopted);
        AdoptMatchingRulesEndpoint.Decide(AStrand, rules, Cohorts.StrandId, new()).RulesVersion.Should().Be(2);
        Then.Refused("matching-rules-unchanged", () => AdoptMatchingRulesEndpoint.Decide(AStrand, rules, Cohorts.StrandId, adopt));
        Then.Refused("strand-unknown", () => AdoptMatchingRulesEndpoint.Decide(null, null, Cohorts.StrandId, adopt));
        Then.Refused("not-one-on-one", () => AdoptMatchingRulesEndpoint.Decide(AStrand with { Format = StrandFormat.Circle }, null, Cohorts.StrandId, adopt));

        OpenRoundEndpoint.Decide(ACohort, false, new(Cohorts.Id), Id, "commitment", rules).DaysToAnswer.Should().Be(7);
        OpenRoundEndpoint.Decide(ACohort, false, new(Cohorts.Id, 3), Id, "commitment", rules).DaysToAnswer.Should().Be(3);
        var round = AnOpenRound.Evolve(new StrandRulesApplied(Id, 1, rules.WithoutRules, true, rules.CheckInDays));
        var frozen = ComputeRoundEndpoint.Freeze(round, ACohort, new([], [], [], [], []), "seed");
        frozen.Rules.Should().NotContain(Rule.EarlierPairing).And.HaveCount(Rule.All.Count - 1);
        frozen.RulesVersion.Should().Be(1);
        ComputeRoundEndpoint.Freeze(AnOpenRound, ACohort, new([], [], [], [], []), "seed").RulesVersion.Should().BeNull("records of before have no such member");
    }

    [Fact]
    public void No_strand_sets_aside_a_rule_of_the_programme()
    {
        foreach (var rule in new[] { Rule.Supervision, Rule.SameUnit, Rule.Kinship, Rule.NoCapacity, Rule.DeclaredRefusal, "no-such-rule" })
            FluentActions.Invoking(() => AdoptMatchingRulesEndpoint.Validate(new(WithoutRules: [rule]))).Should().Throw<Malformed>();
        AdoptMatchingRulesEndpoint.Validate(new(WithoutRules: Rule.OfStrand));
    }

    [Fact]
    public void Other_weights_are_a_new_version_and_outdate_the_plan()
    {
        Weights other = new(10, 20, 30, 40);
        var first = AComputedRound.Evolve(new WeightsAdopted(Id, 1, Weights.Default)).Evolve(Computed);
        var adopted = AdoptWeightsEndpoint.Decide(first, new(other));
        adopted.Should().Be(new WeightsAdopted(Id, 2, other));
        (first.Evolve(adopted).Status, first.Evolve(adopted).ProposalHash).Should().Be((RoundStatus.Open, null));
        Then.Refused("weights-unchanged", () => AdoptWeightsEndpoint.Decide(first, new(Weights.Default)));
        Then.Refused("round-published", () => AdoptWeightsEndpoint.Decide(APublishedRound, new(other)));
        Then.Refused("too-many-weights", () => AdoptWeightsEndpoint.Decide(first with { WeightsVersion = 20 }, new(other)));
    }

    [Fact]
    public void A_plan_is_verified_once_against_its_record_and_anything_else_is_refused()
    {
        var it = Computation.Of(Two);
        var round = AnOpenRound.Evolve(new ProposalComputed(Id, Cohorts.Id, it.InputHash, it.ProposalHash, 2, 2, 2, it.Plan.Total, FrozenRound.TheEngine));
        ComputedRound record = new() { Id = it.ProposalHash, RoundId = Id, InputHash = it.InputHash, Inputs = it.Inputs, Proposal = it.ProposalText };
        var verified = VerifyRoundEndpoint.Decide(round, record, Computation.From(record.Inputs)).Single();
        verified.Should().Be(new ProposalVerified(Id, Cohorts.Id, it.ProposalHash));
        var known = round.Evolve(verified);
        known.IsVerified.Should().BeTrue();
        VerifyRoundEndpoint.Decide(known, record, it).Should().BeEmpty();
        known.Evolve(PinnedPair).IsVerified.Should().BeFalse();
        Then.Refused("record-differs", () => VerifyRoundEndpoint.Decide(round, record with { Proposal = it.ProposalText + " " }, it));
        Then.Refused("record-differs", () => VerifyRoundEndpoint.Decide(round, record, Computation.Of(Two with { Seed = "another" })));
    }

    [Fact]
    public void Staff_decide_on_a_pair_by_the_regret_that_holds_now()
    {
        var it = Computation.Of(Two);
        var (ada, grace, rosalind) = (it.MenteeAt(Ada), it.MentorAt(Ids.Of("mentor", Grace)), it.MentorAt(Ids.Of("mentor", Rosalind)));
        SeenRegret.OfPin(it, ada, grace).Should().Be(System.Numerics.BigInteger.Zero, "it stands");
        var price = SeenRegret.OfPin(it, ada, rosalind);
        Proposal.Text(price!.Value).Should().Be(ExplanationsOfRoundEndpoint.Explain(it, ada, rosalind).IfHad!.Loss, "it is what the explanation shows");
        SeenRegret.OfForbid(it, ada, rosalind).Should().Be(System.Numerics.BigInteger.Zero, "it does not stand");
        Proposal.Text(SeenRegret.OfForbid(it, ada, grace)!.Value).Should().Be(ExplanationsOfRoundEndpoint.Explain(it, ada, grace).Alternatives[0].Loss);
        SeenRegret.Decide(Proposal.Text(price.Value), price);
        Then.Refused("regret-changed", () => SeenRegret.Decide("1", price));
        Then.Refused("regret-changed", () => SeenRegret.Decide("0", null));
        PinPairEndpoint.Decide(AnOpenRound, new(Ada, GraceMentor, PairReason.WishOfBoth, "12")).Regret.Should().Be("12");
        var crowded = AnOpenRound with { Forbids = [.. Enumerable.Repeat(new RoundPair(Ids.New(), Ids.New(), PairReason.Practical), SeenRegret.MostDecided)] };
        Then.Refused("too-many-decided", () => PinPairEndpoint.Decide(crowded, new(Ada, GraceMentor, PairReason.WishOfBoth)));
        Then.Refused("too-many-decided", () => ForbidPairEndpoint.Decide(crowded, new(Ada, GraceMentor, PairReason.WishOfBoth)));
    }
}
