using Advance.Matching.Engine;

namespace Advance.Tests.Specs.Matching.Engine;

/// <summary>Rounds whose best plan is known before they are solved: they are built around prices that prove it.</summary>
public class KnownOptima
{
    /// <summary>A pair scores 1000 minus (u + price + slack), without slack on the plan that is planted: no plan can have more.</summary>
    [Theory]
    [InlineData(100, 100, 1, 100)]
    [InlineData(300, 300, 1, 100)]
    [InlineData(500, 500, 1, 8)]
    public void An_assignment_reaches_the_total_that_was_planted(int mentees, int mentors, int places, int percent) => Planted(mentees, mentors, places, percent, spare: 0);

    [Theory]
    [InlineData(120, 40, 3, 100, 0)]
    [InlineData(200, 60, 4, 100, 25)]
    [InlineData(400, 150, 5, 15, 100)]
    public void An_assignment_to_places_reaches_the_total_that_was_planted(int mentees, int mentors, int places, int percent, int spare) =>
        Planted(mentees, mentors, places, percent, spare);

    /// <summary>Every mentor has the places that the planted plan takes; so many of them have one more, and then no price.</summary>
    static void Planted(int mentees, int mentors, int places, int percent, int spare)
    {
        for (var seed = 0UL; seed < 5; seed++)
        {
            var draws = new Draws(seed * 1000 + (ulong)mentees);
            int[] seats = draws.Shuffled(Enumerable.Range(0, mentors * places).Select(seat => seat % mentors));
            var price = Enumerable.Range(0, mentors).Select(j => j < spare ? 0 : draws.Below(301)).ToArray();
            var capacity = Enumerable.Range(0, mentors).Select(j => seats[..mentees].Count(seat => seat == j) + (j < spare ? 1 : 0)).ToArray();
            var known = 0;
            Mentee Made(int i)
            {
                var (own, edges) = (300 + draws.Below(301), new List<Edge>());
                for (var j = 0; j < mentors; j++)
                {
                    if (j != seats[i] && draws.Below(100) >= percent) continue;
                    // cost >= u - price, with equality on the planted pair
                    var cost = own - price[j] + (j == seats[i] ? 0 : draws.Below(301));
                    edges.Add(new(j, 1000 - cost, 10));
                    if (j == seats[i]) known += 1000 - cost;
                }
                return new($"mentee {i}", edges);
            }
            var round = new Instance([.. Enumerable.Range(0, mentees).Select(Made)], [.. capacity.Select((c, j) => new Mentor($"mentor {j}", c))], "seed");
            foreach (var policy in new[] { Policy.Total, Policy.Fair })
            {
                var plan = Matcher.Solve(round, policy);
                (plan.Placed, plan.Total).Should().Be((mentees, known), $"seed {seed}");
                CertificateCheck.Check(round, plan).Proven.Should().BeTrue();
            }
        }
    }
}
