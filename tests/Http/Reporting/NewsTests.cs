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
        Says(await auditor.ReadAsync(address)).Should().HaveCount(4).And.ContainInOrder("No later report of this cohort has taken its place.",
            "Since then nothing that is shown to you was recorded for the cohort.");
        await cohort.ApplyAsync(13, 15);
        await cohort.HappensAsync(cohort.Id, new CallClosed(cohort.Id));
        var next = await cohort.IssueAsync();

        var staff = await Eventually.Get(() => shared.Host.Staff.ReadAsync(address), n => Kinds(n).Contains("strands.call-closed 1") && Kinds(n).Contains("reporting.report-issued 1"), "the timeline hears of it");
        Kinds(staff).Should().Contain("applications.application-submitted 3");
        staff.GetProperty("supersededBy").GetGuid().Should().Be(next);
        var submitted = staff.GetProperty("kinds").EnumerateArray().Single(k => k.GetProperty("kind").GetString() == "applications.application-submitted");
        submitted.GetProperty("sentence").GetString().Should().Be("An application was submitted.");
        submitted.GetProperty("firstRecordedAt").GetDateTimeOffset().Should().BeBefore(submitted.GetProperty("lastRecordedAt").GetDateTimeOffset());
        Says(staff).Should().HaveCount(3).And.Contain(s => s.Contains(next.ToString()) && s.Contains("has taken its place")).And.Contain(s => s.StartsWith("Since then 5 events were recorded"));
        var news = await auditor.ReadAsync(address);
        Kinds(news).Should().Contain("strands.call-closed 1").And.NotContain(k => k.StartsWith("applications.", StringComparison.Ordinal), "who came later is nobody's figure");
        Says(news)[0].Should().StartWith($"This report says what was recorded up to position {news.GetProperty("asOf").GetInt64()}, ").And.EndWith("It stays as it was issued, to the byte.");
        Says(news)[3].Should().StartWith("Events about single persons are not counted here");
        news.GetProperty("asOf").GetInt64().Should().BeLessThan(news.GetProperty("until").GetInt64());
        (await auditor.GetByteArrayAsync($"/api/reports/{report}.json")).Should().Equal(bytes);
        ((int)(await auditor.GetAsync($"/api/reports/{Guid.CreateVersion7()}/since")).StatusCode).Should().Be(404);
        ((int)(await shared.Host.As(Roles.Mentee).GetAsync(address)).StatusCode).Should().Be(403);
    }

    private static List<string> Says(System.Text.Json.JsonElement news) => [.. news.GetProperty("says").EnumerateArray().Select(s => s.GetString()!)];

    private static List<string> Kinds(System.Text.Json.JsonElement news) =>
        [.. news.GetProperty("kinds").EnumerateArray().Select(k => $"{k.GetProperty("kind").GetString()} {k.GetProperty("count").GetInt32()}")];
}
