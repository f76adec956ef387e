using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Advance.Reporting.Log.Server;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Advance.Tests.Bench;

/// <summary>
/// <c>log</c>: commands per second with the log and without it (no digest at append, no leaves), at 8 clients, on two installations alike;
/// and how long a commit waits for its leaf under that load. Rounds in turn, each pair in the other order than the one before. The
/// leaves of a round are part of it; before the next begins all projections have caught up, so that nobody pays for another's work.
/// </summary>
public static class WriteBench
{
    private const int Clients = 8, Rounds = 10, Commands = 4000;

    public static async Task<int> RunAsync()
    {
        await using var with = await Stage.BuildAsync();
        await using var without = await Stage.BuildAsync();
        await SilenceAsync(without);
        var (series, committed) = (0, new ConcurrentDictionary<Guid, long>());
        await Load.SideBySideAsync(Clients, async _ => await CreateAsync(with), async _ => await CreateAsync(without), rounds: 1);
        List<(double With, double Without)> rounds = [];
        for (var i = 0; i < Rounds; i++)
        {
            var first = await RoundAsync(i % 2 == 0);
            var second = await RoundAsync(i % 2 != 0);
            rounds.Add(i % 2 == 0 ? (first, second) : (second, first));
        }

        Load.Print($"log/write-path/{Clients}", Load.Median([.. rounds.Select(r => r.With)]), "requests/s", Load.Median([.. rounds.Select(r => r.Without)]));
        var slower = rounds.Select(r => 100 - 100 * r.With / r.Without).Order().ToArray();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            name = "log/slower",
            value = Math.Round(slower[Rounds / 2], 1),
            unit = "%",
            quartiles = new[] { Math.Round(slower[Rounds / 4], 1), Math.Round(slower[3 * Rounds / 4], 1) },
            rounds = Rounds,
        }));
        committed.Clear();
        using var done = new CancellationTokenSource();
        var lags = LagsAsync(with.Services.GetRequiredService<NpgsqlDataSource>(), committed, done.Token);
        await Load.PerSecondAsync(Clients, TimeSpan.FromSeconds(10), async _ => committed[await CreateAsync(with)] = Stopwatch.GetTimestamp());
        await done.CancelAsync();
        var sorted = (await lags).Order().ToArray();
        Console.WriteLine(JsonSerializer.Serialize(new { name = "log/commit-to-leaf/p99", value = Math.Round(sorted[sorted.Length * 99 / 100]), unit = "ms", p50 = Math.Round(sorted[sorted.Length / 2]), commits = sorted.Length }));
        return 0;

        async Task<double> RoundAsync(bool logged)
        {
            var stage = logged ? with : without;
            var watch = Stopwatch.StartNew();
            await Load.TimesAsync(Clients, Commands, async _ => await CreateAsync(stage));
            if (logged) await stage.Services.GetRequiredService<Sequencer>().CatchUpAsync(Sequencer.Near, default);
            var perSecond = Commands / watch.Elapsed.TotalSeconds;
            await QuietAsync(stage.Services.GetRequiredService<NpgsqlDataSource>(), logged);
            return perSecond;
        }

        async Task<Guid> CreateAsync(Stage stage) =>
            await stage.CreateAsync(stage.Advance, "/api/institutions", new { key = $"k-{Interlocked.Increment(ref series)}", name = "An institution" });
    }

    /// <summary>Until everything that was committed is projected, and has its leaf.</summary>
    private static async Task QuietAsync(NpgsqlDataSource source, bool logged)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        var leaves = logged ? "(select max(seq_id) from audit.leaf)" : "m";
        while (await ScalarAsync(source, $"""
            select m - least((select min(last_seq_id) from es.mt_event_progression where name like '%:All'), {leaves}) from (select max(seq_id) m from es.mt_events) x
            """) > 0) await timer.WaitForNextTickAsync();
    }

    private static async Task SilenceAsync(Stage stage)
    {
        foreach (var keeper in stage.Services.GetServices<IHostedService>().Where(s => s is LogKeeper or LogWatch)) await keeper.StopAsync(default);
        var listeners = ((DocumentStore)stage.Services.GetRequiredService<IDocumentStore>()).Options.Listeners;
        listeners.Remove(listeners.OfType<DigestAtAppend>().Single());
    }

    /// <summary>From the answer to the leaf, in milliseconds; ends when all commits have leaves after the load is over.</summary>
    private static async Task<List<double>> LagsAsync(NpgsqlDataSource source, ConcurrentDictionary<Guid, long> committed, CancellationToken done)
    {
        var (lags, seen) = (new Dictionary<Guid, double>(), await ScalarAsync(source, "select coalesce(max(index), -1) from audit.leaf"));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!done.IsCancellationRequested || lags.Count < committed.Count)
        {
            await using var command = source.CreateCommand("select index, stream_id from audit.leaf where index > $1 order by index");
            command.Parameters.Add(new() { Value = seen });
            await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
            List<Guid> news = [];
            while (await reader.ReadAsync(CancellationToken.None)) (seen, _) = (reader.GetInt64(0), Add(news, reader.GetGuid(1)));
            // A leaf may come before the answer does.
            foreach (var id in news) lags[id] = committed.TryGetValue(id, out var at) ? Stopwatch.GetElapsedTime(at).TotalMilliseconds : 0;
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return [.. lags.Values];

        static bool Add(List<Guid> news, Guid id)
        {
            news.Add(id);
            return true;
        }
    }

    private static async Task<long> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
