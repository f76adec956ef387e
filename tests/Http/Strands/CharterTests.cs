using System.Globalization;
using System.Net.Http.Json;
using Advance.Contracts;
using Advance.Tests.Http.People;

namespace Advance.Tests.Http.Strands;

public class CharterTests(SharedHost shared)
{
    [Fact]
    public async Task Who_stands_on_which_version_is_known_for_any_day_and_a_new_version_asks_again()
    {
        await using var host = await shared.OwnAsync();
        var programme = await Programme.WithAStrandAsync(host);
        var (ada, mentee) = (await Somebody.RegisterAsync(host), await programme.AnAcceptedMenteeAsync(host, await programme.CohortWithAnOpenCallAsync(host)));
        using var asAda = host.As(Roles.Mentor, ada);
        (await asAda.ReadAsync($"/api/people/{ada}/charter")).GetProperty("isAsked").GetBoolean().Should().BeTrue();
        await asAda.RefusedAsync("/api/charter/accept", new { charterVersion = "7.0" }, 409, "charter-version-unknown");
        await asAda.DoAsync("/api/charter/accept", new { charterVersion = "1.0" });
        await asAda.RefusedAsync("/api/charter/accept", new { charterVersion = "1.0" }, 409, "charter-already-accepted");
        await Eventually.Get(async () => (await host.Staff.ReadAsync($"/api/people/{mentee.PersonId}/charter")).GetProperty("standsOn").GetString() == "1.0",
            "an accepted offer counts as acceptance");
        var first = Today(host);

        host.Clock.Advance(TimeSpan.FromDays(10));
        using var staff = host.As(Roles.Staff); // the tokens of before have lapsed
        using var again = host.As(Roles.Mentor, ada);
        await staff.DoAsync("/api/charter/publish-version", new { version = "2.0", effectiveFrom = Today(host) });
        await again.RefusedAsync("/api/charter/accept", new { charterVersion = "1.0" }, 409, "charter-version-not-in-force");
        (await again.ReadAsync($"/api/people/{ada}/charter")).GetProperty("isAsked").GetBoolean().Should().BeTrue();
        await again.DoAsync("/api/charter/accept", new { charterVersion = "2.0" });
        (await SummaryAsync(staff, first)).Should().Be((2, 0, "1.0:2"));
        (await SummaryAsync(staff, Today(host))).Should().Be((1, 1, "1.0:1 2.0:1"));
        (await SummaryAsync(staff, "2020-06-01")).Should().Be((0, 0, "1.0:0"));

        var standing = (await staff.ReadAsync($"/api/charter/standing?on={Today(host)}")).GetProperty("items").EnumerateArray()
            .ToDictionary(s => s.GetProperty("personId").GetGuid(), s => (s.GetProperty("charterVersion").GetString(), s.GetProperty("isCurrent").GetBoolean()));
        standing.Should().BeEquivalentTo(new Dictionary<Guid, (string?, bool)> { [ada] = ("2.0", true), [mentee.PersonId] = ("1.0", false) });
        var page = await staff.ReadAsync($"/api/charter/standing?on={first}&limit=1");
        (await staff.ReadAsync($"/api/charter/standing?on={first}&after={page.GetProperty("next").GetString()}")).GetProperty("items")[0]
            .GetProperty("charterVersion").GetString().Should().Be("1.0");
    }

    [Fact]
    public async Task Nobody_accepts_for_another_and_nobody_reads_anothers_standing()
    {
        var host = shared.Host;
        await Programme.WithAStrandAsync(host);
        var ada = await Somebody.RegisterAsync(host);
        await host.Staff.RefusedAsync("/api/charter/accept", new { charterVersion = "1.0" }, 403, "forbidden");
        await host.As(Roles.Mentor, Ids.New()).RefusedAsync("/api/charter/accept", new { charterVersion = "1.0" }, 409, "person-unknown");
        await host.As(Roles.Mentor, ada).RefusedAsync("/api/charter/accept", new { charterVersion = "" }, 400, "malformed");
        foreach (var (client, address, status) in new[]
        {
            (host.As(Roles.Mentor, Ids.New()), $"/api/people/{ada}/charter", 403), (host.Staff, $"/api/people/{Ids.New()}/charter", 404),
            (host.As(Roles.Mentor, ada), "/api/charter/standing", 403), (host.Staff, "/api/charter/standing?on=1999-01-01", 400),
            (host.Staff, "/api/charter/standing/summary?on=tomorrow", 400),
        })
        {
            using var answer = await client.GetAsync(address);
            ((int)answer.StatusCode).Should().Be(status, address);
        }
    }

    [Fact]
    public async Task Of_eight_acceptances_at_once_one_counts_and_the_others_are_told_why()
    {
        var host = shared.Host;
        await Programme.WithAStrandAsync(host);
        using var ada = host.As(Roles.Mentee, await Somebody.RegisterAsync(host));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ada.PostAsJsonAsync("/api/charter/accept", new { charterVersion = "1.0" })));
        answers.Count(a => a.IsSuccessStatusCode).Should().Be(1);
        foreach (var refusal in answers.Where(a => !a.IsSuccessStatusCode)) (await refusal.Content.ReadAsStringAsync()).Should().Contain("/charter-already-accepted");
    }

    [Fact]
    public async Task What_a_merged_identity_accepted_counts_for_the_person()
    {
        var host = shared.Host;
        await Programme.WithAStrandAsync(host);
        var (ada, former) = (await Somebody.RegisterAsync(host), await Somebody.RegisterAsync(host));
        using (var client = host.As(Roles.Mentor, former)) await client.DoAsync("/api/charter/accept", new { charterVersion = "1.0" });
        await host.Staff.DoAsync($"/api/people/{ada}/merge", new { mergedPersonId = former });
        await Eventually.Get(async () => (await host.Staff.ReadAsync($"/api/people/{ada}/charter")).GetProperty("standsOn").GetString() == "1.0",
            "the person stands where the former identity stood");
    }

    private static string Today(TestHost host) => host.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task<(int Current, int Outstanding, string Versions)> SummaryAsync(HttpClient staff, string day)
    {
        var summary = await staff.ReadAsync($"/api/charter/standing/summary?on={day}");
        return (summary.GetProperty("current").GetInt32(), summary.GetProperty("outstanding").GetInt32(), string.Join(' ', summary.GetProperty("versions").EnumerateArray()
            .Select(v => $"{v.GetProperty("charterVersion").GetString()}:{v.GetProperty("persons").GetInt32()}")));
    }
}
