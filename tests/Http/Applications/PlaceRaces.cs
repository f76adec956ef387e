using System.Text.Json;
using Advance.Applications;
using Advance.Contracts;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Applications;

/// <summary>Many at once on the places of one cohort (rules A1, A4), over HTTP.</summary>
public class PlaceRaces(SharedHost shared)
{
    private const int Places = 2;
    private const int Applicants = 6;
    private const int Schedules = 30;
    private const int OfferSchedules = 10;
    private static readonly string[] Verbs = ["offer", "offer", "accept-offer", "decline-offer", "withdraw", "expire-offer"];

    private TestHost Host => shared.Host;

    [Fact]
    public async Task Thirty_selections_at_once_for_five_places_give_five_and_twenty_five_honest_refusals()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host, places: 5);
        var applied = await EligibleAsync(programme, cohort, 30);
        var answers = await Task.WhenAll(applied.Select(a => TryAsync($"/api/applications/{a.ApplicationId}/select")));
        answers.GroupBy(a => a).ToDictionary(g => g.Key, g => g.Count()).Should()
            .BeEquivalentTo(new Dictionary<string, int> { ["200"] = 5, ["409 cohort-full"] = 25 });
        Clerk.AssertHistory(await HistoryAsync(cohort), cap: 5, "thirty selections");
    }

    [Fact]
    public async Task One_person_who_applies_twice_at_once_has_applied_once()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await programme.CohortWithAnOpenCallAsync(Host);
        var person = await programme.APersonAsync(Host);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TryAsync("/api/applications", new { cohortId = cohort, personId = person })));
        answers.Count(a => a == "201").Should().Be(1);
        answers.Count(a => a == "409 already-applied").Should().Be(7);
    }

    [Fact]
    public async Task No_schedule_of_selections_waits_and_withdrawals_oversells_or_leaves_a_place_empty()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        string[] honest = ["200", "409 cohort-full", "409 places-left", "409 already-decided", "409 application-withdrawn", "409 not-eligible"];
        var promotions = 0;
        for (var seed = 1; seed <= Schedules; seed++)
        {
            Random random = new(seed);
            var cohort = await programme.CohortWithAnOpenCallAsync(Host, Places);
            var applied = await EligibleAsync(programme, cohort, Applicants);
            var steps = applied.SelectMany(a => new[] { "select", "waitlist", random.Next(2) == 0 ? "withdraw" : "select", "waitlist" }
                .Select(verb => $"/api/applications/{a.ApplicationId}/{verb}")).ToArray();
            random.Shuffle(steps);
            foreach (var wave in steps.Chunk(random.Next(4, 13)))
            {
                var answers = await Task.WhenAll(wave.Select(address => TryAsync(address)));
                answers.Should().OnlyContain(a => honest.Contains(a), $"schedule {seed} answers with rules only");
            }

            var history = await HistoryAsync(cohort);
            Clerk.AssertHistory(history, Places, $"schedule {seed}");
            promotions += history.Count(e => e is ApplicationPromoted);
        }

        promotions.Should().BeGreaterThan(0, "the schedules must reach the waiting list");
    }

    [Fact]
    public async Task No_schedule_of_offers_answers_and_withdrawals_oversells_or_leaves_a_place_empty()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        string[] honest = ["200", "409 not-selected", "409 no-open-offer", "409 application-withdrawn", "409 application-over", "409 offer-still-open"];
        var accepted = 0;
        for (var seed = 1; seed <= OfferSchedules; seed++)
        {
            Random random = new(seed);
            var (cohort, applied) = await ReleasedAsync(programme);
            var steps = applied.SelectMany(a => Enumerable.Range(0, 5).Select(_ => (a, Verb: Verbs[random.Next(Verbs.Length)]))).ToArray();
            foreach (var wave in steps.OrderBy(_ => random.Next()).Chunk(random.Next(4, 13)))
            {
                var answers = await Task.WhenAll(wave.Select(s => StepAsync(s.a, s.Verb)));
                answers.Should().OnlyContain(a => honest.Contains(a), $"schedule {seed} answers with rules only");
            }

            var history = await HistoryAsync(cohort);
            Clerk.AssertHistory(history, Places, $"offers, schedule {seed}");
            accepted += history.Count(e => e is OfferAccepted);
        }

        accepted.Should().BeGreaterThan(0, "the schedules must reach an acceptance");
    }

    private async Task<(Guid Cohort, Applied[] Applied)> ReleasedAsync(Programme programme)
    {
        var cohort = await programme.CohortWithAnOpenCallAsync(Host, Places);
        var applied = await EligibleAsync(programme, cohort, Applicants);
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
        return await TryAsync($"/api/applications/{applied.ApplicationId}/{verb}", body, verb is "offer" or "expire-offer" ? null : mentee);
    }

    private async Task<IReadOnlyList<object>> HistoryAsync(Guid cohort)
    {
        await using var session = Host.App.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var ids = await session.Query<Application>().Where(a => a.CohortId == cohort).Select(a => a.Id).ToListAsync();
        var events = await session.Events.QueryAllRawEvents().Where(e => ids.Contains(e.StreamId)).OrderBy(e => e.Sequence).ToListAsync();
        return [.. events.Select(e => e.Data)];
    }

    private async Task<Applied[]> EligibleAsync(Programme programme, Guid cohort, int count) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => programme.AnEligibleApplicationAsync(Host, cohort)));

    /// <summary>The status, and for a refusal its code.</summary>
    private async Task<string> TryAsync(string address, object? body = null, HttpClient? client = null)
    {
        using var response = await (client ?? Host.Staff).PostAsync(address, body is null ? null : System.Net.Http.Json.JsonContent.Create(body));
        var text = await response.Content.ReadAsStringAsync();
        if (response.IsSuccessStatusCode) return $"{(int)response.StatusCode}";
        return $"{(int)response.StatusCode} {JsonDocument.Parse(text).RootElement.GetProperty("type").GetString()!.Split('/')[^1]}";
    }
}
