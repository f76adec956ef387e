using Advance.Contracts;

namespace Advance.Tests.Http.Applications;

/// <summary>Offers, answers and withdrawals at once, after the release, over HTTP (rule A4).</summary>
public class OfferRaces(SharedHost shared)
{
    private const int Places = 2;
    private const int Applicants = 6;
    private const int Schedules = 10;
    private static readonly string[] Verbs = ["offer", "offer", "accept-offer", "decline-offer", "withdraw", "expire-offer"];
    private static readonly string[] Honest = ["200", "409 not-selected", "409 no-open-offer", "409 application-withdrawn",
        "409 application-over", "409 offer-still-open"];

    private TestHost Host => shared.Host;

    [Fact]
    public async Task No_schedule_of_offers_answers_and_withdrawals_oversells_or_leaves_a_place_empty()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var accepted = 0;
        for (var seed = 1; seed <= Schedules; seed++)
        {
            Random random = new(seed);
            var (cohort, applied) = await ReleasedAsync(programme);
            var steps = applied.SelectMany(a => Enumerable.Range(0, 5).Select(_ => (a, Verb: Verbs[random.Next(Verbs.Length)]))).ToArray();
            foreach (var wave in steps.OrderBy(_ => random.Next()).Chunk(random.Next(4, 13)))
            {
                var answers = await Task.WhenAll(wave.Select(s => StepAsync(s.a, s.Verb)));
                answers.Should().OnlyContain(a => Honest.Contains(a), $"schedule {seed} answers with rules only");
            }

            var history = await Clerk.HistoryAsync(Host, cohort);
            Clerk.AssertHistory(history, Places, $"offers, schedule {seed}");
            accepted += history.Count(e => e is OfferAccepted);
        }

        accepted.Should().BeGreaterThan(0, "the schedules must reach an acceptance");
    }

    private async Task<(Guid Cohort, Applied[] Applied)> ReleasedAsync(Programme programme)
    {
        var cohort = await programme.CohortWithAnOpenCallAsync(Host, Places);
        var applied = await programme.EligibleApplicationsAsync(Host, cohort, Applicants);
        for (var i = 0; i < applied.Length; i++)
            await Host.Staff.DoAsync($"/api/applications/{applied[i].ApplicationId}/{(i < Places ? "select" : "waitlist")}");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/close-call");
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/release-decisions");
        return (cohort, applied);
    }

    private async Task<string> StepAsync(Applied applied, string verb)
    {
        using var mentee = Host.As(Roles.Mentee, applied.PersonId);
        object? body = verb switch
        {
            "offer" => new { expiresAt = Host.Clock.GetUtcNow().AddDays(14) },
            "accept-offer" => new { charterVersion = "1.0" },
            _ => null,
        };
        var client = verb is "offer" or "expire-offer" ? Host.Staff : mentee;
        return await client.TryAsync($"/api/applications/{applied.ApplicationId}/{verb}", body);
    }
}
