using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

public class Optimality
{
    [Fact]
    public void Ten_thousand_small_rounds_are_solved_as_full_enumeration_solves_them()
    {
        for (var number = 0; number < 10_000; number++)
        {
            var round = Rounds.Small(number);
            foreach (var policy in new[] { Policy.Fair, Policy.Total })
            {
                int[]? best = null;
                long[]? worth = null;
                foreach (var plan in Rounds.EveryPlan(round))
                {
                    var candidate = Worth.Of(round, policy, plan);
                    var order = worth is null ? -1 : Worth.Compare(candidate, worth);
                    if (order == 0) order = Worth.Subordinate(round, plan).CompareTo(Worth.Subordinate(round, best!));
                    if (order < 0) (best, worth) = ([.. plan], candidate);
                }
                var solved = Matcher.Solve(round, policy);
                if (!solved.MentorOf.SequenceEqual(best!))
                    Assert.Fail($"Round {number} under {policy}: {string.Join(' ', solved.MentorOf)}, but best is {string.Join(' ', best!)}");
                CertificateCheck.Check(round, solved).Proven.Should().BeTrue($"round {number} under {policy} is certified");
            }
        }
    }

    [Theory]
    [InlineData(20, 40)]
    [InlineData(200, 120)]
    [InlineData(500, 300)]
    public void Larger_rounds_are_certified(int mentees, int mentors)
    {
        var round = Rounds.Random(7, mentees, mentors, maxCapacity: 3, percent: 20);
        foreach (var policy in new[] { Policy.Fair, Policy.Total })
            CertificateCheck.Check(round, Matcher.Solve(round, policy)).Should().Be(new CertificateCheck.Finding(0, 0));
    }

    [Fact]
    public void Two_thousand_mentees_with_ten_levels_need_more_than_128_bits_and_are_still_exact()
    {
        var round = Rounds.Random(11, 2_000, 1_500, maxCapacity: 2, percent: 1);
        var plan = Matcher.Solve(round, Policy.Fair);
        CertificateCheck.Check(round, plan).Should().Be(new CertificateCheck.Finding(0, 0));
        plan.Certificate!.Cost.GetBitLength().Should().BeGreaterThan(128);
        plan.Profile.Sum().Should().Be(2_000);
    }

    [Fact]
    public void A_price_is_exactly_what_one_more_place_with_that_mentor_is_worth()
    {
        for (var number = 0; number < 500; number++)
        {
            var round = number % 2 == 0 ? Rounds.Small(number) : Rounds.Random((ulong)number, 12, 8);
            var proof = Matcher.Solve(round, Policy.Fair).Certificate!;
            for (var j = 0; j < round.Mentors.Count; j++)
            {
                if (round.Mentors[j].Capacity >= round.Mentees.Count) continue;
                var more = Matcher.Solve(round.WithPlaces(j, round.Mentors[j].Capacity + 1), Policy.Fair).Certificate!;
                (more.Cost - proof.Cost).Should().Be(proof.V[j], $"round {number}, mentor {j}");
            }
        }
    }

    [Fact]
    public void A_wrong_plan_or_a_wrong_price_is_not_proven()
    {
        var round = Rounds.Random(3, 20, 15);
        var plan = Matcher.Solve(round, Policy.Fair);
        var proof = plan.Certificate!;
        var costs = plan.Costs!;
        int[] worse = [.. plan.MentorOf];
        worse[worse.ToList().FindIndex(j => j >= 0)] = -1;
        CertificateCheck.Check(round, worse, costs, proof).Gap.Sign.Should().Be(1);
        var cheaper = proof with { U = [.. proof.U.Select(u => u + 1)] };
        CertificateCheck.Check(round, plan.MentorOf, costs, cheaper).Violations.Should().BePositive();
        var positive = proof with { V = [.. proof.V.Select(_ => System.Numerics.BigInteger.One)] };
        CertificateCheck.Check(round, plan.MentorOf, costs, positive).Proven.Should().BeFalse();
    }
}
