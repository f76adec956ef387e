using System.Text.Json;
using Advance.Contracts;
using Advance.Reporting.Timeline;
using JasperFx.Events.Daemon;
using Marten;
using Marten.Events.Daemon.Coordination;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Reporting;

public class TimelineTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    private static async Task<List<JsonElement>> EntriesAsync(HttpClient client, Guid cohort, string query = "") =>
        [.. (await client.ReadAsync($"/api/cohorts/{cohort}/timeline{query}")).GetProperty("items").EnumerateArray()];

    private async Task<List<JsonElement>> AllAsync(Guid cohort, int count, TestHost? host = null) =>
        await Eventually.Get(() => EntriesAsync((host ?? Host).Staff, cohort), entries => entries.Count == count, $"the timeline has {count} entries");

    [Fact]
    public async Task The_timeline_shows_what_all_modules_published_in_the_order_of_the_log()
    {
        var cohort = await ALivedCohort.InAsync(Host);
        var (circle, gathering, mentorship) = (Ids.New(), Ids.New(), Ids.New());
        await cohort.HappensAsync(mentorship, new MentorshipFormed(mentorship, cohort.Id, Ids.New(), Ids.New(), Ids.New()),
            new MentorshipEnded(mentorship, cohort.Id, Ids.New(), Ids.New()));
        await cohort.HappensAsync(circle, new SessionScheduled(circle, cohort.Id, Ids.New(), Host.Clock.GetUtcNow().AddDays(3), 90));
        await cohort.HappensAsync(gathering, new GatheringPlanned(gathering, null, null, GatheringKind.Lecture, Host.Clock.GetUtcNow(), Host.Clock.GetUtcNow(), 9));

        var entries = await AllAsync(cohort.Id, 18);
        entries.Select(e => e.GetProperty("position").GetInt64()).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        entries[0].GetProperty("kind").GetString().Should().Be("strands.cohort-planned");
        entries[0].GetProperty("module").GetString().Should().Be("strands");
        entries[0].GetProperty("nature").GetString().Should().Be("Planned");
        entries[0].GetProperty("role").GetString().Should().Be("staff");
        entries[15].GetProperty("sentence").GetString().Should().Be("A mentorship was formed.");
        entries[15].GetProperty("role").GetString().Should().Be("system");
        entries[16].GetProperty("role").ValueKind.Should().Be(JsonValueKind.Null, "who ended a mentorship is nobody's business");
        entries[17].GetProperty("facts").GetProperty("minutes").GetString().Should().Be("90");
    }

    [Fact]
    public async Task A_timeline_is_paged_and_shown_as_it_was_at_a_position()
    {
        var cohort = await ALivedCohort.InAsync(Host);
        var all = await AllAsync(cohort.Id, 15);
        var first = await Host.Staff.ReadAsync($"/api/cohorts/{cohort.Id}/timeline?limit=10");
        first.GetProperty("items").GetArrayLength().Should().Be(10);
        (await EntriesAsync(Host.Staff, cohort.Id, $"?after={first.GetProperty("next").GetString()}")).Should().HaveCount(5);
        (await EntriesAsync(Host.Staff, cohort.Id, $"?until={all[3].GetProperty("position").GetInt64()}")).Should().HaveCount(4);
        using var wrong = await Host.Staff.GetAsync($"/api/cohorts/{cohort.Id}/timeline?after=somewhere");
        ((int)wrong.StatusCode).Should().Be(400);
        using var unknown = await Host.Staff.GetAsync($"/api/cohorts/{Guid.CreateVersion7()}/timeline");
        ((int)unknown.StatusCode).Should().Be(404);
    }

    [Fact]
    public async Task A_committee_sees_neither_entries_about_one_person_nor_numbers_of_persons()
    {
        var cohort = await ALivedCohort.InAsync(Host);
        await cohort.HappensAsync(cohort.Id, new DecisionsReleased(cohort.Id, 9, 2, 1));
        (await AllAsync(cohort.Id, 16))[^1].GetProperty("counts").GetProperty("waitlisted").GetInt64().Should().Be(2);
        var seen = await EntriesAsync(Host.As(Roles.Committee), cohort.Id);
        seen.Select(e => e.GetProperty("sentence").GetString()).Should().Equal("The cohort was planned.", "The call was published.", "The decisions were released together.");
        seen[^1].GetProperty("counts").EnumerateObject().Should().BeEmpty();
        using var mentee = await Host.As(Roles.Mentee).GetAsync($"/api/cohorts/{cohort.Id}/timeline");
        ((int)mentee.StatusCode).Should().Be(403);
    }

    [Fact]
    public async Task A_rebuilt_timeline_is_the_lived_one()
    {
        await using var host = await shared.OwnAsync();
        var cohort = await ALivedCohort.InAsync(host);
        var lived = (await AllAsync(cohort.Id, 15, host)).Select(e => e.GetRawText()).ToList();
        var store = host.App.Services.GetRequiredService<IDocumentStore>();
        await host.App.StopAsync();
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync("Timeline", TimeSpan.FromSeconds(60), default);
        await using var again = await host.AnotherAsync();
        (await EntriesAsync(again.Staff, cohort.Id)).Select(e => e.GetRawText()).Should().Equal(lived);
    }
}
