using System.Net.Http.Json;
using System.Text.Json;

namespace Advance.Tests.Bench;

/// <summary><c>read</c>: GET of a read model against selecting one jsonb row of the same content.</summary>
public static class ReadBench
{
    public static async Task<int> RunAsync()
    {
        await using var stage = await Stage.BuildAsync();
        var strand = await stage.CreateAsync(stage.Advance, "/api/strands", new { key = "fellows", name = "Fellows", format = "OneOnOne" });
        using (await stage.Advance.PostAsJsonAsync($"/api/strands/{strand}/adopt-policy", new { effectiveFrom = "2020-01-01", policy = Policy }))
        {
        }

        var cohort = await stage.CreateAsync(stage.Advance, "/api/cohorts", new { strandId = strand, key = "fellows-2027", startsOn = "2027-01-15" });
        var address = $"/api/cohorts/{cohort}";
        var row = await stage.CreateAsync(stage.Floor, "/rows", await stage.Advance.GetFromJsonAsync<JsonElement>(address));
        foreach (var clients in new[] { 1, 8, 32 })
        {
            var (advance, floor) = await Load.SideBySideAsync(clients, _ => GetAsync(stage.Advance, address), _ => GetAsync(stage.Floor, $"/rows/{row}"));
            Load.Print($"read/one/{clients}", advance, "requests/s", floor);
        }

        return 0;
    }

    private static object Policy => new
    {
        hardCap = 20,
        targetFrom = 10,
        targetTo = 20,
        cadence = "Yearly",
        durationMonths = 6,
        envisionedMeetings = 5,
        mentorsFrom = 1,
        mentorsTo = 1,
        maxMentorWishes = 3,
        lookBackYears = 3,
        externalMentorsOnly = false,
        partnerRepresentativeRequired = false,
        careerStages = new[] { "postdoc" },
        requiredDocuments = Array.Empty<string>(),
        assumed = Array.Empty<string>(),
    };

    private static async Task GetAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }
}
