using System.Diagnostics;
using System.Text.Json;
using Advance.Contracts;
using Advance.Strands;
using Marten;
using Marten.Events;
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
        var daemon = stage.Services.GetRequiredService<IProjectionCoordinator>().DaemonForMainDatabase();
        await daemon.WaitForNonStaleData(TimeSpan.FromMinutes(5));
        var watch = Stopwatch.StartNew();
        await daemon.RebuildProjectionAsync(Timeline, default);
        var project = watch.Elapsed.TotalSeconds;
        watch.Restart();
        await ReadBareAsync(stage.Services.GetRequiredService<NpgsqlDataSource>());
        return (project, watch.Elapsed.TotalSeconds);
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
