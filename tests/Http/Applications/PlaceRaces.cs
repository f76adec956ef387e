using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

/// <summary>Many at once on the places of one cohort (rules A1, A4), over HTTP.</summary>
public class PlaceRaces(SharedHost shared)
{
    private const int Places = 2;
    private const int Applicants = 6;
    private const int Schedules = 30;

    private static readonly string[] Honest =
        ["200", "409 cohort-full", "409 places-left", "409 already-decided", "409 application-withdrawn", "409 not-eligible"];

    private TestHost Host => shared.Host;

    [Fact]
    public async Task Thirty_selections_at_once_for_five_places_give_five_and_twenty_five_honest_refusals()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host, places: 5);
        var applied = await programme.EligibleApplicationsAsync(Host, cohort, 30);
        var answers = await Task.WhenAll(applied.Select(a => Host.Staff.TryAsync($"/api/applications/{a.ApplicationId}/select")));
        answers.GroupBy(a => a).ToDictionary(g => g.Key, g => g.Count()).Should()
            .BeEquivalentTo(new Dictionary<string, int> { ["200"] = 5, ["409 cohort-full"] = 25 });
        Clerk.AssertHistory(await Clerk.HistoryAsync(Host, cohort), cap: 5, "thirty selections");
    }

    [Fact]
    public async Task One_person_who_applies_twice_at_once_has_applied_once()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var person = await programme.APersonAsync(Host);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Host.Staff.TryAsync("/api/applications", new { cohortId = cohort, personId = person })));
        answers.Count(a => a == "201").Should().Be(1);
        answers.Count(a => a == "409 already-applied").Should().Be(7);
    }

    [Fact]
    public async Task No_schedule_of_selections_waits_and_withdrawals_oversells_or_leaves_a_place_empty()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var promotions = 0;
        for (var seed = 1; seed <= Schedules; seed++)
        {
            Random random = new(seed);
            var cohort = await programme.CohortWithAnOpenCallAsync(Host, Places);
            var applied = await programme.EligibleApplicationsAsync(Host, cohort, Applicants);
            var steps = applied.SelectMany(a => new[] { "select", "waitlist", random.Next(2) == 0 ? "withdraw" : "select", "waitlist" }
                .Select(verb => $"/api/applications/{a.ApplicationId}/{verb}")).ToArray();
            random.Shuffle(steps);
            foreach (var wave in steps.Chunk(random.Next(4, 13)))
            {
                var answers = await Task.WhenAll(wave.Select(address => Host.Staff.TryAsync(address)));
                answers.Should().OnlyContain(a => Honest.Contains(a), $"schedule {seed} answers with rules only");
            }

            var history = await Clerk.HistoryAsync(Host, cohort);
            Clerk.AssertHistory(history, Places, $"schedule {seed}");
            promotions += history.Decided<ApplicationPromoted>().Count();
        }

        promotions.Should().BeGreaterThan(0, "the schedules must reach the waiting list");
    }
}
