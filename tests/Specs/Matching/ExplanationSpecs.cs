using Advance.Contracts;
using Advance.Matching.Rounds;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

/// <summary>Why and why not, in three languages, and the policies beside each other.</summary>
public class ExplanationSpecs
{
    private static readonly Guid Rosalind = Ids.New();
    private static readonly Guid RosalindMentor = Ids.Of("mentor", Rosalind);
    private static readonly FrozenRound Two = Frozen([AMentee(Ada, "grants"), AMentee(Bea, "writing")],
        [AMentor(Grace, 1, "grants"), AMentor(Rosalind, 1, "writing")]);

    private static ExplanationView Explain(Computation it, Guid mentee, Guid mentor, string language = "en") =>
        ExplanationsOfRoundEndpoint.InWords(ExplanationsOfRoundEndpoint.Explain(it, it.MenteeAt(mentee), it.MentorAt(mentor)), language);

    [Fact]
    public void Every_rule_has_a_name_in_every_language()
    {
        Wording.Rules.Keys.Should().BeEquivalentTo([.. Rule.All, "forbidden", "pinned-elsewhere"]);
        foreach (var phrase in Wording.Rules.Values.Concat(Wording.Criteria.Values))
            new[] { phrase.En, phrase.Fr, phrase.De }.Should().OnlyHaveUniqueItems().And.NotContain("");
    }

    [Theory]
    [InlineData("en", "The pair is not eligible: one supervises or supervised the other.")]
    [InlineData("fr", "La paire n'est pas admissible : l'un encadre ou a encadré l'autre.")]
    [InlineData("de", "Das Paar ist nicht zulässig: die eine Person betreut oder betreute die andere.")]
    public void Why_a_pair_is_not_eligible_is_one_sentence(string language, string sentence)
    {
        var it = Computation.Of(Two with { Relationships = [new(Grace, Ada, RelationshipKind.Supervision, new(2026, 1, 1), null)] });
        Explain(it, Ada, GraceMentor, language).Sentences.Should().Equal(sentence);
    }

    [Fact]
    public void A_pair_that_does_not_stand_says_what_it_costs_and_who_would_move()
    {
        var it = Explain(Computation.Of(Two), Ada, RosalindMentor);
        it.Sentences.Should().Contain(s => s.StartsWith("Having it would change the mentees placed by 0 and the total score by -1000", StringComparison.Ordinal))
            .And.Contain($"Mentee {Ada} would go from mentor {GraceMentor} to mentor {RosalindMentor}.")
            .And.Contain($"Mentee {Bea} would go from mentor {RosalindMentor} to mentor {GraceMentor}.");
        it.Robustness.Should().Be(new RobustnessView(0, 1000));
    }

    [Fact]
    public void A_pair_that_stands_under_all_weights_says_so()
    {
        var it = Explain(Computation.Of(Two), Ada, GraceMentor, "de");
        it.Robustness.Should().Be(new RobustnessView(1000, 1000));
        it.Sentences.Should().Contain("Das Paar steht im Plan.").And.Contain("Bei bis zu 20 % anderen Gewichten steht das Paar in 1000 von 1000 Ziehungen.");
    }

    [Fact]
    public void A_pair_that_hangs_on_the_exact_weights_stands_in_some_draws_only()
    {
        var ada = AMentee(Ada, "grants") with { Wishes = [Rosalind] };
        var round = Frozen([ada], [AMentor(Grace, 1, "grants"), AMentor(Rosalind, 1)]) with { Weights = new(50, 50, 0, 1) };
        var it = Computation.Of(round);
        var (one, other) = (RobustnessOfPlan.Of(it, 0, 0)!, RobustnessOfPlan.Of(it, 0, 1)!);
        (one.Stands + other.Stands).Should().Be(1000);
        one.Stands.Should().BeInRange(300, 700);
        RobustnessOfPlan.DrawsFor(800).Should().Be(1000);
        RobustnessOfPlan.DrawsFor(150_000).Should().Be(13);
    }

    [Theory]
    [InlineData("fr", "de", "fr"), InlineData(null, "de-LU,de;q=0.9,en;q=0.8", "de"), InlineData(null, "pt, fr;q=0.5, en;q=0.6", "en")]
    [InlineData(null, null, "en"), InlineData(null, "lb", "en"), InlineData(null, "fr;q=0, de;q=x", "en")]
    public void The_language_is_the_one_asked_for(string? lang, string? accept, string language) => Languages.Of(lang, accept).Should().Be(language);

    [Fact]
    public void Another_language_is_malformed() => ((Action)(() => Languages.Of("lb", null))).Should().Throw<Malformed>();

    [Fact]
    public void The_policies_stand_side_by_side()
    {
        var it = Computation.Of(Two with { Mentors = [AMentor(Grace, 1, "grants")] });
        var policies = PoliciesOfRoundEndpoint.Compare(it, "en").Policies;
        policies.Select(p => p.Policy.ToString()).Should().Equal("Fair", "Total", "Stable", "LeastChange");
        policies.Should().OnlyContain(p => p.Placed == 1 && p.Profile.Sum() == 2 && p.WorstLevel == 0);
        policies[0].Unplaced.Single().Should().BeEquivalentTo(new { MenteeId = Bea, Places = 1, Sentence = "These 2 mentees have only one eligible mentor, with one place." });
        policies[2].BlockingPairs.Should().BeEmpty();
    }

    [Fact]
    public void A_plan_that_is_fair_may_have_blocking_pairs_and_they_are_listed()
    {
        var ada = AMentee(Ada, "grants", "writing");
        var bea = AMentee(Bea, "grants") with { Languages = ["fr"] };
        var it = Computation.Of(Frozen([ada, bea], [AMentor(Grace, 1, "grants", "writing"), AMentor(Rosalind) with { Languages = ["de"] }]));
        var fair = PoliciesOfRoundEndpoint.Compare(it, "en").Policies[0];
        fair.BlockingPairs.Should().BeEquivalentTo(Engine(it));
        fair.Placed.Should().Be(2);

        static IEnumerable<BlockingView> Engine(Computation it) => Advance.Matching.Engine.Stability.BlockingPairs(it.Instance, it.Plan)
            .Select(b => new BlockingView(it.Round.Mentees[b.Mentee].PersonId, it.Round.Mentors[b.Mentor].MentorId, b.Instead < 0 ? null : it.Round.Mentees[b.Instead].PersonId));
    }

    [Fact]
    public void Whoever_has_nobody_eligible_is_told_so() =>
        ExplanationSentences.Unplaced(new(Ada, [Ada], [], 0), "fr").Should().Be("Aucun mentor n'est admissible pour cette personne.");

    [Fact]
    public void The_price_of_a_rule_is_what_the_plan_would_gain_without_it()
    {
        var it = Computation.Of(Two with
        {
            Mentors = [AMentor(Grace, 2, "grants")],
            Relationships = [new(Ada, Grace, RelationshipKind.CoAuthorship, new(2026, 1, 1), null)],
        });
        var price = PricesOfRulesEndpoint.Of(it).Should().ContainSingle().Subject;
        (price.Rule, price.PairsExcluded, price.PlacedMore).Should().Be(("co-authorship", 1, 1));
    }

    [Fact]
    public void A_fork_has_another_cap_fewer_partners_or_mentors_who_are_only_imagined()
    {
        var partner = Ids.New();
        var it = Computation.Of(Two with { Mentors = [AMentor(Grace, 2, "grants") with { InstitutionId = partner }] });
        it.Proposal.Placed.Should().Be(2);
        WhatIfEndpoint.Answer(it.Round, it.Proposal, new(Cap: 1)).PlacedMore.Should().Be(-1);
        WhatIfEndpoint.Answer(it.Round, it.Proposal, new(WithoutInstitutions: [partner])).PlacedMore.Should().Be(-2);
        var with = WhatIfEndpoint.Answer(it.Round, it.Proposal, new(WithMentors: [new(Ids.New(), 1, ["Writing"])]));
        with.TotalMore.Should().BePositive();
        with.Moves.Single().MenteeId.Should().Be(Bea);
    }
}
