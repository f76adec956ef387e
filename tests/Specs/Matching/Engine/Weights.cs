using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

public class Weights
{
    [Fact]
    public void A_draw_stays_within_twenty_percent_reaches_both_ends_and_repeats()
    {
        var factors = Enumerable.Range(0, 5_000).Select(number => new WeightDraw("seed", number).PerMille("topics")).ToList();
        factors.Min().Should().Be(800);
        factors.Max().Should().Be(1200);
        factors.Average().Should().BeInRange(995, 1005);
        factors.Should().Equal(Enumerable.Range(0, 5_000).Select(number => new WeightDraw("seed", number).PerMille("topics")));
        new WeightDraw("other", 0).PerMille("topics").Should().NotBe(factors[0]);
    }

    [Fact]
    public void A_pair_that_leads_by_far_stands_in_every_draw_and_a_close_one_does_not()
    {
        Instance Scored(WeightDraw draw) => new(
            [Mentee("sure", draw, (900, 0), (0, 100)), Mentee("close", draw, (400, 0), (0, 410))],
            [new("a", 2), new("b", 2)], "seed");
        var share = Robustness.Measure(Policy.Fair, "seed", Scored);
        share.Drawn.Should().Be(1_000);
        share.Of(0, 0).Should().Be(1_000);
        share.Of(1, 1).Should().BeInRange(400, 700);
        (share.Of(1, 0) + share.Of(1, 1)).Should().Be(1_000);
    }

    [Fact]
    public void More_draws_than_the_limit_are_refused() =>
        FluentActions.Invoking(() => Robustness.Measure(Policy.Fair, "s", _ => throw new InvalidOperationException(), 10_001))
            .Should().Throw<UnsolvableException>().Which.Code.Should().Be("draws-out-of-range");

    static Mentee Mentee(string key, WeightDraw draw, params (int Topics, int Wishes)[] parts) => new(key,
        [.. parts.Select((part, j) => new Edge(j, Math.Min(1000, (part.Topics * draw.PerMille("topics") + part.Wishes * draw.PerMille("wishes")) / 1000), 5))]);
}
