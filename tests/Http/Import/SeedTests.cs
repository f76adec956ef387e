using System.Text.Json;
using Advance.Host;

namespace Advance.Tests.Http.Import;

public class SeedTests(SharedHost shared)
{
    [Fact]
    public async Task What_the_programme_assumes_is_seeded_with_the_note_that_says_why()
    {
        await using var host = await shared.OwnAsync();
        var desk = await Desk.SeededAsync(host);
        foreach (var seed in Seeder.Shipped.Strands)
        {
            var strand = (await desk.Api.ReadAsync($"/api/strands?key={seed.Key}")).GetProperty("items")[0].GetProperty("id").GetGuid();
            var policies = (await desk.Api.ReadAsync($"/api/strands/{strand}/policies")).GetProperty("items").EnumerateArray().ToList();
            policies.Should().HaveCount(seed.Policies.Count);
            policies[0].GetProperty("notes").Deserialize<Dictionary<string, string>>().Should().BeEquivalentTo(seed.Notes);
            policies[0].GetProperty("policy").GetProperty("assumed").EnumerateArray().Select(a => a.GetString()).Should()
                .BeSubsetOf(seed.Notes!.Keys, "each assumption has a note");
        }

        var asked = await desk.Api.ReadAsync($"/api/cohorts/{(await desk.FellowsAsync()).GetProperty("id").GetGuid()}/questionnaire");
        asked.GetProperty("documents")[0].GetProperty("maxPages").GetInt32().Should().Be(2, "a Fellow's motivation letter has at most two pages");
        var before = await desk.StateAsync();
        (await new Seeder(desk.Api, Seeder.Shipped).SeedAsync()).Should().Be(0);
        (await desk.StateAsync()).Should().Be(before, "seeding twice changes nothing");
    }

    [Fact]
    public async Task A_note_is_on_a_field_of_the_policy_and_is_short()
    {
        var programme = await Programme.WithAStrandAsync(shared.Host);
        var address = $"/api/strands/{programme.StrandId}/adopt-policy";
        object Adopt(string field, string note) => new { effectiveFrom = "2021-01-01", policy = Programme.Policy(), notes = new Dictionary<string, string> { [field] = note } };
        await shared.Host.Staff.RefusedAsync(address, Adopt("hardcap", "Why."), 400, "malformed");
        await shared.Host.Staff.RefusedAsync(address, Adopt("hardCap", new string('x', 501)), 400, "malformed");
        await shared.Host.Staff.DoAsync(address, Adopt("hardCap", "Two pages differ."));
        var policies = (await shared.Host.Staff.ReadAsync($"/api/strands/{programme.StrandId}/policies")).GetProperty("items");
        policies[0].GetProperty("notes").EnumerateObject().Should().BeEmpty("the first was adopted without notes");
        policies[1].GetProperty("notes").GetProperty("hardCap").GetString().Should().Be("Two pages differ.");
    }
}
