using System.Net.Http.Json;

namespace Advance.Tests.Bench;

/// <summary><c>append</c>: a command over HTTP against inserting one row, at 1, 8 and 32 clients.</summary>
public static class AppendBench
{
    public static async Task<int> RunAsync()
    {
        await using var stage = await Stage.BuildAsync();
        var series = 0;
        foreach (var clients in new[] { 1, 8, 32 })
        {
            var (advance, floor) = await Load.SideBySideAsync(clients,
                async _ => await PostAsync(stage.Advance, "/api/institutions", new { key = $"k-{Interlocked.Increment(ref series)}", name = "An institution" }),
                async _ => await PostAsync(stage.Floor, "/rows", new { key = $"k-{Interlocked.Increment(ref series)}", name = "An institution" }));
            Load.Print($"append/create/{clients}", advance, "requests/s", floor);
        }

        var strands = new List<Guid>();
        for (var i = 0; i < 32; i++) strands.Add(await stage.CreateAsync(stage.Advance, "/api/strands", new { key = $"s-{i}", name = "A strand", format = "OneOnOne" }));
        foreach (var clients in new[] { 1, 8, 32 })
        {
            var (advance, floor) = await Load.SideBySideAsync(clients,
                async client =>
                {
                    // A command on a thing: load, decide, append, snapshot. The strand is replaced before its history grows long.
                    await PostAsync(stage.Advance, $"/api/strands/{strands[client]}/retire", null);
                    strands[client] = await stage.CreateAsync(stage.Advance, "/api/strands", new { key = $"k-{Interlocked.Increment(ref series)}", name = "A strand", format = "OneOnOne" });
                },
                async _ =>
                {
                    await PostAsync(stage.Floor, "/rows", new { verb = "retire" });
                    await PostAsync(stage.Floor, "/rows", new { key = $"k-{Interlocked.Increment(ref series)}", name = "A strand" });
                });
            Load.Print($"append/create-and-command/{clients}", 2 * advance, "requests/s", 2 * floor);
        }

        return 0;
    }

    private static async Task PostAsync(HttpClient client, string address, object? body)
    {
        using var response = await client.PostAsync(address, body is null ? null : JsonContent.Create(body));
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{address}: {await response.Content.ReadAsStringAsync()}");
    }
}
