using Advance.Contracts;

namespace Advance.Tests.Http.Reporting;

public class NewsTests(SharedHost shared)
{
    [Fact]
    public async Task A_report_stays_as_it_is_and_says_what_has_been_learned_since()
    {
        var cohort = await ALivedCohort.InAsync(shared.Host);
        var report = await cohort.IssueAsync();
        var (auditor, address) = (shared.Host.As(Roles.Auditor), $"/api/reports/{report}/since");
        var bytes = await auditor.GetByteArrayAsync($"/api/reports/{report}.json");
        await cohort.ApplyAsync(13, 15);
        await cohort.HappensAsync(cohort.Id, new CallClosed(cohort.Id));
        var next = await cohort.IssueAsync();

        var staff = await Eventually.Get(() => shared.Host.Staff.ReadAsync(address), n => Kinds(n).Contains("strands.call-closed 1"), "the timeline hears of it");
        Kinds(staff).Should().Contain("applications.application-submitted 3");
        staff.GetProperty("supersededBy").GetGuid().Should().Be(next);
        var news = await auditor.ReadAsync(address);
        Kinds(news).Should().Contain("strands.call-closed 1").And.NotContain(k => k.StartsWith("applications.", StringComparison.Ordinal), "who came later is nobody's figure");
        news.GetProperty("asOf").GetInt64().Should().BeLessThan(news.GetProperty("until").GetInt64());
        (await auditor.GetByteArrayAsync($"/api/reports/{report}.json")).Should().Equal(bytes);
        ((int)(await auditor.GetAsync($"/api/reports/{Guid.CreateVersion7()}/since")).StatusCode).Should().Be(404);
        ((int)(await shared.Host.As(Roles.Mentee).GetAsync(address)).StatusCode).Should().Be(403);
    }

    private static List<string> Kinds(System.Text.Json.JsonElement news) =>
        [.. news.GetProperty("kinds").EnumerateArray().Select(k => $"{k.GetProperty("kind").GetString()} {k.GetProperty("count").GetInt32()}")];
}
