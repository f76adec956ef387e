using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Advance.Tests.Http.Postgres;

namespace Advance.Tests.Http.Faults;

/// <summary>A Host that is killed while it writes, and Hosts that must not start.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("ADVANCE_LONG") == "1" ? 60 : 3;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Every_acknowledged_write_is_there_after_the_Host_was_killed_in_the_middle_of_writing()
    {
        ConcurrentDictionary<Guid, string> acknowledged = new();
        for (var round = 0; round < Rounds; round++)
        {
            using var host = await HostProcess.StartAsync(_scratch.Data);
            output.WriteLine($"Start {round + 1}: ready after {host.ReadyAfter.TotalSeconds:0.0} s{(round == 0 ? " (new cluster)" : "")}");
            await AssertKeptAsync(host, acknowledged);
            if (round == 1) await AssertNoSecondHostAsync();
            await WriteUntilKilledAsync(host, acknowledged, atLeast: 20 + 7 * (round % 5));
        }

        using var last = await HostProcess.StartAsync(_scratch.Data);
        await AssertKeptAsync(last, acknowledged);
        output.WriteLine($"{acknowledged.Count} acknowledged writes over {Rounds} kills");
        await last.KillAsync();
        await Eventually.Get(() => _scratch.ServerProcess() is not { } id || !Directory.Exists($"/proc/{id}"), "no PostgreSQL is left running");
    }

    [Fact]
    public async Task A_wrong_connection_string_ends_the_Host_with_one_sentence()
    {
        foreach (var (wrong, says) in new[] { ("Nonsense", "is not a PostgreSQL connection string"), ("Host=127.0.0.1;Port=1;Database=advance;Timeout=2", "cannot be used") })
        {
            var (exitCode, error) = await HostProcess.EndAsync(_scratch.Data, wrong, "--urls", "http://127.0.0.1:0");
            exitCode.Should().NotBe(0);
            error.Should().Contain("ConnectionStrings__Advance").And.Contain(says).And.NotContain("\n");
        }
    }

    private async Task AssertNoSecondHostAsync()
    {
        var (exitCode, error) = await HostProcess.EndAsync(_scratch.Data, null, "--urls", "http://127.0.0.1:0");
        exitCode.Should().NotBe(0);
        error.Should().Contain("Another Advance Host").And.NotContain("\n");
    }

    /// <summary>Four write without a pause; the Host is killed under them, so that what was answered and what was not is left to chance.</summary>
    private static async Task WriteUntilKilledAsync(HostProcess host, ConcurrentDictionary<Guid, string> acknowledged, int atLeast)
    {
        var (before, killed) = (acknowledged.Count, false);
        var writing = Enumerable.Range(0, 4).Select(_ => WriteAsync()).ToList();
        await Eventually.Get(() => acknowledged.Count >= before + atLeast, "writes are acknowledged");
        killed = true;
        await host.KillAsync();
        await Task.WhenAll(writing);

        async Task WriteAsync()
        {
            while (true)
            {
                var key = Programme.Key("kept");
                try
                {
                    using var response = await host.Staff.PostAsJsonAsync("/api/institutions", new { key, name = "Kept" });
                    ((int)response.StatusCode).Should().Be(201);
                    acknowledged[(await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid()] = key;
                }
                catch (Exception e) when (killed && e is HttpRequestException or IOException)
                {
                    return; // not acknowledged: it may be there or not
                }
            }
        }
    }

    private static async Task AssertKeptAsync(HostProcess host, IReadOnlyDictionary<Guid, string> acknowledged)
    {
        Dictionary<Guid, string> found = [];
        for (string? after = ""; after is not null;)
        {
            var page = await host.Staff.ReadAsync($"/api/institutions?limit=200{(after == "" ? "" : $"&after={after}")}");
            foreach (var item in page.GetProperty("items").EnumerateArray()) found[item.GetProperty("id").GetGuid()] = item.GetProperty("key").GetString()!;
            after = page.GetProperty("next").GetString();
        }

        acknowledged.Where(a => found.GetValueOrDefault(a.Key) != a.Value).Should().BeEmpty("what was acknowledged is kept");
    }
}
