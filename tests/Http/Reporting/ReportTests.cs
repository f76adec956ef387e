using System.Security.Cryptography;
using Advance.Contracts;
using Advance.Reporting;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Reporting;

public class ReportTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_report_is_issued_at_a_position_and_read_as_json_and_as_a_page()
    {
        var cohort = await ALivedCohort.InAsync(Host);
        var position = await cohort.PositionAsync();
        var report = await Host.Staff.CreateAsync("/api/reports", new { cohortId = cohort.Id, kind = "cohort-audit", asOf = position });

        var auditor = Host.As(Roles.Auditor);
        var view = await auditor.ReadAsync($"/api/reports/{report}");
        var bytes = await auditor.GetByteArrayAsync($"/api/reports/{report}.json");
        Convert.ToHexStringLower(SHA256.HashData(bytes)).Should().Be(view.GetProperty("digest").GetString());
        view.GetProperty("asOf").GetInt64().Should().Be(position);

        var json = await auditor.ReadAsync($"/api/reports/{report}.json");
        var applications = json.GetProperty("figures").EnumerateArray().Single(f => f.GetProperty("key").GetString() == "applications");
        applications.GetProperty("value").GetInt64().Should().Be(12);
        var behind = await auditor.ReadAsync($"/api/reports/{report}/figures/applications/events?limit=5");
        behind.GetProperty("items").GetArrayLength().Should().Be(5);
        behind.GetProperty("items")[0].GetProperty("kind").GetString().Should().EndWith("submitted");
        (await auditor.GetStringAsync($"/api/reports/{report}.html")).Should().Contain(view.GetProperty("digest").GetString()).And.Contain("12");
        (await auditor.ReadAsync($"/api/cohorts/{cohort.Id}/reports")).GetProperty("items").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task A_figure_that_is_withheld_has_no_events_to_follow()
    {
        var cohort = await ALivedCohort.InAsync(Host);
        var report = await Host.Staff.CreateAsync("/api/reports", new { cohortId = cohort.Id, kind = "cohort-audit", asOf = await cohort.PositionAsync() });
        using var answer = await Host.As(Roles.Auditor).GetAsync($"/api/reports/{report}/figures/withdrawn/events");
        ((int)answer.StatusCode).Should().Be(404);
        (await Host.Staff.GetStringAsync($"/api/reports/{report}.json")).Should().Contain("\"key\":\"withdrawn\"");
    }

    [Fact]
    public async Task Asked_twice_and_at_once_for_one_position_it_is_one_report_with_one_event()
    {
        var cohort = await ALivedCohort.InAsync(Host);
        var asked = new { cohortId = cohort.Id, kind = "cohort-audit", asOf = await cohort.PositionAsync() };
        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Host.Staff.CreateAsync("/api/reports", asked)));
        ids.Distinct().Should().ContainSingle();
        await using var session = Host.App.Services.GetRequiredService<IDocumentStore>().QuerySession();
        (await session.Events.FetchStreamAsync(ids[0])).Should().ContainSingle();
    }

    [Fact]
    public async Task A_later_report_supersedes_and_the_former_stays_as_it_is_to_the_byte()
    {
        var cohort = await ALivedCohort.InAsync(Host);
        var first = await Host.Staff.CreateAsync("/api/reports", new { cohortId = cohort.Id, kind = "cohort-audit", asOf = await cohort.PositionAsync() });
        var bytes = await Host.Staff.GetByteArrayAsync($"/api/reports/{first}.json");
        await cohort.ApplyAsync(13, 14);
        var second = await Host.Staff.CreateAsync("/api/reports", new { cohortId = cohort.Id, kind = "cohort-audit", asOf = await cohort.PositionAsync() });

        (await Host.Staff.ReadAsync($"/api/reports/{second}")).GetProperty("supersedes").GetGuid().Should().Be(first);
        (await Host.Staff.ReadAsync($"/api/reports/{first}")).GetProperty("supersededBy").GetGuid().Should().Be(second);
        (await Host.Staff.GetByteArrayAsync($"/api/reports/{first}.json")).Should().Equal(bytes);
        var applications = (await Host.Staff.ReadAsync($"/api/reports/{second}.json")).GetProperty("figures").EnumerateArray()
            .Single(f => f.GetProperty("key").GetString() == "applications");
        applications.GetProperty("state").GetString().Should().Be("earlier");
        applications.GetProperty("value").GetInt64().Should().Be(12);
    }

    [Fact]
    public async Task Computed_again_from_the_log_after_more_has_happened_it_is_the_same_text()
    {
        var cohort = await ALivedCohort.InAsync(Host);
        var position = await cohort.PositionAsync();
        var report = await Host.Staff.CreateAsync("/api/reports", new { cohortId = cohort.Id, kind = "cohort-audit", asOf = position });
        await cohort.ApplyAsync(13, 20);
        await using var session = Host.App.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var log = await CohortLog.ReadAsync(session, cohort.Id, await cohort.PositionAsync(), default);
        var until = await CohortLog.RecordedUntilAsync(session, position, default);
        var leaves = (await Host.Staff.ReadAsync($"/api/reports/{report}.json")).GetProperty("position").GetInt64();
        Advance.Reporting.Document.ReportJson.Write(Advance.Reporting.Document.ReportContent.Of(log, cohort.Id, position, [], until) with { Leaves = leaves })
            .Should().Be(await Host.Staff.GetStringAsync($"/api/reports/{report}.json"));
    }

    [Fact]
    public async Task Without_a_position_it_is_pinned_to_the_end_of_the_complete_log()
    {
        var cohort = await ALivedCohort.InAsync(Host);
        var position = await cohort.PositionAsync();
        var report = await Host.Staff.CreateAsync("/api/reports", new { cohortId = cohort.Id, kind = "cohort-audit" });
        (await Host.Staff.ReadAsync($"/api/reports/{report}")).GetProperty("asOf").GetInt64().Should().BeGreaterThanOrEqualTo(position);
    }

    [Fact]
    public async Task A_report_is_refused_with_its_code()
    {
        var cohort = await ALivedCohort.InAsync(Host);
        await Host.Staff.RefusedAsync("/api/reports", new { cohortId = cohort.Id, kind = "cohort-audit", asOf = 1_000_000_000 }, 409, "position-in-the-future");
        await Host.Staff.RefusedAsync("/api/reports", new { cohortId = cohort.Id, kind = "cohort-audit", asOf = 1 }, 409, "cohort-not-yet-planned");
        await Host.Staff.RefusedAsync("/api/reports", new { cohortId = Guid.CreateVersion7(), kind = "cohort-audit" }, 404, "not-found");
        await Host.Staff.RefusedAsync("/api/reports", new { cohortId = cohort.Id, kind = "gossip" }, 400, "malformed");
        await Host.As(Roles.Auditor).RefusedAsync("/api/reports", new { cohortId = cohort.Id, kind = "cohort-audit" }, 403, "forbidden");
        using var answer = await Host.As(Roles.Mentee).GetAsync($"/api/reports/{Guid.CreateVersion7()}.json");
        ((int)answer.StatusCode).Should().Be(403);
    }
}
