using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Files;

namespace Advance.Tests.Http.People;

public class RetentionTests(SharedHost shared)
{
    [Fact]
    public async Task What_is_kept_too_long_is_shown_in_a_dry_run_and_destroyed_by_the_run_with_an_event_and_no_value()
    {
        await using var host = await shared.OwnAsync();
        Guid ada, grace;
        using (var staff = host.As(Roles.Staff))
        {
            ada = await staff.CreateAsync("/api/people", new { givenName = "Ada", familyName = "Lovelace", email = Somebody.Address("ada"), phone = "+352 1", gender = "female" });
            grace = await staff.CreateAsync("/api/people", new { givenName = "Grace", familyName = "Hopper", email = Somebody.Address("grace"), phone = "+352 2" });
            await staff.CreateAsync($"/api/people/{ada}/texts", new { kind = "motivation-letter", text = "Dear committee" });
            await staff.KeepAsync($"/api/people/{ada}/files?kind=cv", Sending.Content(SampleFiles.Pdf()));
            await staff.RefusedAsync("/api/retention/adopt", new { rules = new[] { new { kind = "name", months = 3 } } }, 400, "malformed");
            await staff.DoAsync("/api/retention/adopt", new { rules = new[] { new { kind = "phone", months = 12 }, new { kind = "texts", months = 12 }, new { kind = "files", months = 12 }, new { kind = "answers", months = 12 }, new { kind = "gender", months = 48 } } });
            (await staff.ReadAsync("/api/retention")).GetProperty("scheduleVersion").GetInt32().Should().Be(1);
            (await staff.ReadAsync("/api/retention/due")).GetProperty("items").GetArrayLength().Should().Be(0);
        }

        host.Clock.Advance(TimeSpan.FromDays(400));
        using var later = host.As(Roles.Staff);
        var due = await Eventually.Get(() => DueAsync(later), d => d.Count == 2, "both have been quiet for more than a year");
        due.Single(d => d.GetProperty("personId").GetGuid() == ada).GetProperty("due").ToString().Should().Be("""{"files":1,"phone":1,"texts":1}""");
        using var response = await later.PostAsync("/api/retention/run", null);
        var receipt = await response.Content.ReadFromJsonAsync<JsonElement>();
        (receipt.GetProperty("people").GetInt32(), receipt.GetProperty("destroyed").ToString()).Should().Be((2, """{"files":1,"phone":2,"texts":1}"""));
        (await DueAsync(later)).Should().BeEmpty();
        (await later.ReadAsync($"/api/people/{ada}/files")).GetProperty("items").GetArrayLength().Should().Be(0);
        var export = await later.ReadAsync($"/api/people/{ada}/access");
        export.GetProperty("person").GetProperty("phone").ValueKind.Should().Be(JsonValueKind.Null);
        (export.GetProperty("texts").GetArrayLength(), export.GetProperty("gender").GetString()).Should().Be((0, "female"));
        export.GetProperty("events").GetProperty("items").EnumerateArray().Select(e => e.GetProperty("type").GetString()).Should().Contain("people.retention-applied");
        (await later.ReadAsync($"/api/people/{grace}")).GetProperty("givenName").GetString().Should().Be("Grace");
    }

    private static async Task<List<JsonElement>> DueAsync(HttpClient staff) =>
        [.. (await staff.ReadAsync("/api/retention/due")).GetProperty("items").EnumerateArray()];
}
