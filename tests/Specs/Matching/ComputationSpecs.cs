using Advance.Contracts;
using Advance.Matching.Rounds;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

/// <summary>From frozen inputs to a plan, its proof and the answer for each pair.</summary>
public class ComputationSpecs
{
    private static readonly Guid Rosalind = Ids.New();
    private static readonly Guid RosalindMentor = Ids.Of("mentor", Rosalind);
    private static readonly FrozenRound Two = Frozen([AMentee(Ada, "grants"), AMentee(Bea, "writing")],
        [AMentor(Grace, 1, "grants"), AMentor(Rosalind, 1, "writing")]);

    [Theory]
    [InlineData(50, 30, 10, 10)]
    [InlineData(1, 1, 1, 0)]
    [InlineData(3, 3, 0, 1)]
    [InlineData(0, 0, 0, 7)]
    public void Weights_become_a_thousand_points_exactly(int topics, int wishes, int difference, int experience)
    {
        var points = new Weights(topics, wishes, difference, experience).InPoints();
        (points.Topics + points.Wishes + points.Difference + points.Experience).Should().Be(1000);
    }

    [Fact]
    public void Weights_are_written_as_four_numbers_and_read_as_they_were_written_before()
    {
        var weights = new Weights(40, 30, 20, 10);
        Canonical.Write(weights).Should().Be("""{"topics":40,"wishes":30,"difference":20,"experience":10}""");
        Canonical.Read<Weights>("""{"topics":40,"wishes":30,"difference":20,"experience":10,"isValid":true}""").Should().Be(weights);
    }

    [Fact]
    public void The_remainder_goes_to_the_largest_fraction_and_ties_to_the_first_criterion() =>
        new Weights(1, 1, 1, 0).InPoints().Should().Be(new Weights(334, 333, 333, 0));

    [Fact]
    public void Contributions_are_shares_of_what_was_asked_for()
    {
        var ada = new FrozenMentee(Ada, Institution, ["grants", "writing"], [Rosalind, Grace], []);
        var grace = AMentor(Grace, 1, "grants") with { Completed = 1, InstitutionId = Ids.New() };
        new Scoring(Frozen([ada], [grace])).Of(ada, grace).Should().Equal(
            new Contribution("topics", 250, 500), new Contribution("wishes", 200, 300), new Contribution("difference", 100, 100), new Contribution("experience", 33, 100));
    }

    [Fact]
    public void Wishes_of_both_sides_count_alike_and_silence_of_one_changes_nothing()
    {
        var ada = new FrozenMentee(Ada, Institution, [], [Grace], []);
        FrozenMentor silent = AMentor(Grace), wishing = silent with { Wishes = [Bea, Ada] }, elsewhere = silent with { Wishes = [Bea] };
        int Wishes(FrozenMentee mentee, FrozenMentor mentor) => new Scoring(Frozen([mentee], [mentor])).Of(mentee, mentor)[1].Points;
        Wishes(ada, silent).Should().Be(300);
        Wishes(ada, wishing).Should().Be(250, "the first wish of one and the second of the other: 5 of 6 steps");
        Wishes(ada, elsewhere).Should().Be(150);
        Wishes(ada with { Wishes = [] }, wishing).Should().Be(200);
        Canonical.Write(silent).Should().NotContain("wishes", "records of before have no such member");
    }

    [Fact]
    public void The_parts_of_every_pair_add_up_to_its_score_and_the_proof_holds()
    {
        var it = Computation.Of(Two);
        it.Proposal.Pairs.Select(p => (p.MenteeId, p.MentorId)).Should().BeEquivalentTo([(Ada, GraceMentor), (Bea, RosalindMentor)]);
        it.Proposal.Pairs.Should().OnlyContain(p => p.Contributions.Sum(c => c.Points) == p.Score);
        it.Proposal.TotalScore.Should().Be(it.Proposal.Pairs.Sum(p => p.Score));
    }

    [Fact]
    public void The_same_facts_in_another_order_and_the_kept_bytes_give_the_same_hashes()
    {
        var it = Computation.Of(Two);
        var other = Computation.Of(Two with { Mentees = [.. Two.Mentees.Reverse()], Mentors = [.. Two.Mentors.Reverse()] });
        (other.InputHash, other.ProposalHash).Should().Be((it.InputHash, it.ProposalHash));
        (Computation.From(it.Inputs).InputHash, Computation.From(it.Inputs).ProposalHash).Should().Be((it.InputHash, it.ProposalHash));
        Computation.Of(Two with { Seed = "another" }).InputHash.Should().NotBe(it.InputHash);
    }

    [Fact]
    public void Who_is_unplaced_has_a_named_reason()
    {
        var it = Computation.Of(Two with { Mentors = [AMentor(Grace, 1, "grants")] });
        var unplaced = it.Proposal.Unplaced.Should().ContainSingle().Subject;
        unplaced.MenteeId.Should().Be(Bea);
        (unplaced.Mentees.Count, unplaced.Mentors.Single(), unplaced.Places).Should().Be((2, GraceMentor, 1));
    }

    [Fact]
    public void Every_pair_has_exactly_one_answer()
    {
        var it = Computation.Of(Two with { Relationships = [new(Ada, Rosalind, RelationshipKind.Kinship, new(2000, 1, 1), null)] });
        for (var i = 0; i < 2; i++)
            for (var j = 0; j < 2; j++)
            {
                var answer = ExplanationsOfRoundEndpoint.Explain(it, i, j);
                answer.Eligible.Should().Be(answer.Rules.Count == 0);
                if (answer.Eligible) answer.Contributions.Sum(c => c.Points).Should().Be(answer.Score);
                else answer.Rules.Should().Equal("kinship");
            }
    }

    [Fact]
    public void A_pair_that_does_not_stand_says_what_it_would_cost_and_who_would_move()
    {
        var it = Computation.Of(Two);
        var answer = ExplanationsOfRoundEndpoint.Explain(it, it.MenteeAt(Ada), it.MentorAt(RosalindMentor));
        (answer.Stands, answer.Ties).Should().Be((false, false));
        answer.IfHad!.Total.Should().Be(-1000);
        answer.IfHad.Moves.Select(m => m.MenteeId).Should().BeEquivalentTo([Ada, Bea]);
        answer.Alternatives.Should().NotBeEmpty();
    }

    [Fact]
    public void Computing_is_refused_without_people_and_for_pins_that_cannot_stand()
    {
        FrozenPair adaGrace = new(Ada, GraceMentor), beaGrace = new(Bea, GraceMentor);
        Then.Refused("no-mentees", () => Computation.Of(Two with { Mentees = [] }));
        Then.Refused("no-mentors", () => Computation.Of(Two with { Mentors = [] }));
        Then.Refused("unknown-mentee", () => Computation.Of(Two with { Pins = [new(Ids.New(), GraceMentor)] }));
        Then.Refused("unknown-mentor", () => Computation.Of(Two with { Forbids = [new(Ada, Ids.New())] }));
        Then.Refused("pin-forbidden", () => Computation.Of(Two with { Pins = [adaGrace], Forbids = [adaGrace] }));
        Then.Refused("contradictory-pins", () => Computation.Of(Two with { Pins = [adaGrace, beaGrace] }));
        Then.Refused("pin-ineligible", () => Computation.Of(Two with { Pins = [adaGrace], ExternalMentorsOnly = true }));
        Then.Refused("too-large", () => Computation.Of(Two with
        {
            Mentees = [.. Enumerable.Range(0, 2000).Select(_ => AMentee(Ids.New()))],
            Mentors = [.. Enumerable.Range(0, 2000).Select(_ => AMentor(Ids.New()))],
        }));
        Then.Refused("too-large", () => Computation.Of(Two with { Mentors = [.. Enumerable.Range(0, 2001).Select(_ => AMentor(Ids.New()))] }));
    }

    [Fact]
    public void Two_hundred_mentees_and_mentors_are_placed_and_every_part_adds_up()
    {
        string[] topics = [.. Enumerable.Range(0, 12).Select(t => $"t{t}")];
        var it = Computation.Of(Frozen([.. Enumerable.Range(0, 200).Select(i => AMentee(Ids.New(), topics[i % 12], topics[i * 5 % 12]))],
            [.. Enumerable.Range(0, 200).Select(i => AMentor(Ids.New(), 1, topics[i * 7 % 12], topics[i % 5]))]));
        it.Proposal.Placed.Should().Be(200);
        it.Proposal.Pairs.Should().OnlyContain(p => p.Contributions.Sum(c => c.Points) == p.Score);
    }

    [Fact]
    public void A_what_if_changes_the_thought_and_not_the_record()
    {
        var it = Computation.Of(Two);
        var answer = WhatIfEndpoint.Answer(it.Round, it.Proposal, new(Places: [new(GraceMentor, 0)]));
        answer.PlacedMore.Should().Be(-1);
        answer.Moves.Should().Contain(m => m.MenteeId == Ada || m.MenteeId == Bea);
        Computation.From(it.Inputs).ProposalHash.Should().Be(it.ProposalHash);
        Then.Refused("rule-is-firm", () => WhatIfEndpoint.Changed(it.Round, new(WithoutRules: [Rule.SamePerson])));
    }

    [Fact]
    public void A_what_if_without_a_rule_shows_its_price()
    {
        var round = Two with { Mentors = [AMentor(Grace, 2)], Relationships = [new(Ada, Grace, RelationshipKind.CoAuthorship, new(2026, 1, 1), null)] };
        var it = Computation.Of(round);
        it.Proposal.Placed.Should().Be(1);
        WhatIfEndpoint.Answer(it.Round, it.Proposal, new(WithoutRules: [Rule.CoAuthorship])).PlacedMore.Should().Be(1);
    }
}
