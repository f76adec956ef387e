using System.Diagnostics;
using System.Text.Json;
using Advance.Contracts;
using Advance.Strands;
using Marten;
using Marten.Events.Daemon.Coordination;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Advance.Tests.Bench;

/// <summary>
/// <c>project</c>: rebuilding the timeline, the projection that hears the most, over 10,000 and 100,000 events, against reading and
/// parsing the same rows with Npgsql; and what ten times the events cost.
/// </summary>
public static class ProjectBench
{
    private const string Timeline = "Timeline";

    public static async Task<int> RunAsync()
    {
        var small = await MeasureAsync(10_000);
        var large = await MeasureAsync(100_000);
        Load.Print("project/10000", 10_000 / small.Project, "events/s", 10_000 / small.Bare);
        Load.Print("project/100000", 100_000 / large.Project, "events/s", 100_000 / large.Bare);
        Load.Print("project/ten-times-the-events", large.Project, "s", small.Project);
        return 0;
    }

    private static async Task<(double Project, double Bare)> MeasureAsync(int events)
    {
        await using var stage = await Stage.BuildAsync();
        var store = stage.Services.GetRequiredService<IDocumentStore>();
        await AppendAsync(store, events);
        var source = stage.Services.GetRequiredService<NpgsqlDataSource>();
        var lived = Stopwatch.StartNew();
        await UntilProjectedAsync(source, events);
        Console.Error.WriteLine($"{events} events lived through in {lived.Elapsed.TotalSeconds:F1} s after the last commit");
        // An installation that lives has statistics: autovacuum makes them within a minute of so many events.
        await using (var analyze = source.CreateCommand("analyze es.mt_events; analyze es.mt_streams; analyze reporting.mt_doc_timelineentry")) await analyze.ExecuteNonQueryAsync();
        var daemon = stage.Services.GetRequiredService<IProjectionCoordinator>().DaemonForMainDatabase();
        var watch = Stopwatch.StartNew();
        await daemon.RebuildProjectionAsync(Timeline, default);
        var project = watch.Elapsed.TotalSeconds;
        watch.Restart();
        await ReadBareAsync(source);
        return (project, watch.Elapsed.TotalSeconds);
    }

    /// <summary>
    /// The running projections take them first, all of them, and the log gives them leaves: what still catches up would share the
    /// processors with the rebuild that is measured. Only then, too, does the daemon of this node exist for certain.
    /// </summary>
    private static async Task UntilProjectedAsync(NpgsqlDataSource source, int events)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        await using var command = source.CreateCommand("""
            select least((select coalesce(min(last_seq_id), 0) from es.mt_event_progression where name like '%:All'),
                (select coalesce(max(last_seq_id), 0) from es.mt_event_progression where name = 'Timeline:All'), (select count(*) from audit.leaf))
            """);
        for (var ticks = 1; (long)(await command.ExecuteScalarAsync())! < events; ticks++)
        {
            await timer.WaitForNextTickAsync();
            if (ticks % 300 == 0) Console.Error.WriteLine(await StandAsync(source));
        }
    }

    private static async Task<string> StandAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("""
            select string_agg(name || ' ' || last_seq_id, ', ' order by last_seq_id, name) || '; leaves ' || (select count(*) from audit.leaf)
                || '; envelopes ' || (select count(*) from wolverine.wolverine_incoming_envelopes where status <> 'Handled')
            from es.mt_event_progression
            """);
        return $"still waiting: {await command.ExecuteScalarAsync()}";
    }

    /// <summary>Cohorts with nine extensions of their call each: ten events a stream, all of them on some timeline.</summary>
    private static async Task AppendAsync(IDocumentStore store, int events)
    {
        for (var left = events; left > 0; left -= 1000)
        {
            await using var session = store.LightweightSession();
            for (var i = 0; i < 100; i++)
            {
                var (id, strand) = (Ids.New(), Ids.New());
                session.Events.StartStream<Cohort>(id, [new CohortPlanned(id, strand, $"c-{id:N}", StrandFormat.OneOnOne, new(2027, 1, 15), new(2027, 7, 14)),
                    .. Enumerable.Range(1, 9).Select(day => new CallExtended(id, new(2026, 12, day, 0, 0, 0, TimeSpan.Zero)))]);
            }

            await session.SaveChangesAsync();
        }
    }

    private static async Task ReadBareAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("select data::text from es.mt_events order by seq_id");
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) using (JsonDocument.Parse(reader.GetString(0))) { }
    }
}
