using System.Diagnostics;
using Advance.Contracts;
using Advance.Reporting.Log.Server;
using Advance.Strands;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Advance.Tests.Http.Log;

/// <summary>What tests do with the log of a Host: write events, wait for their leaves, look into the database with all rights.</summary>
internal sealed class TheLog(TestHost host)
{
    public NpgsqlDataSource Database { get; } = host.App.Services.GetRequiredService<NpgsqlDataSource>();

    public Signer Signer => host.App.Services.GetRequiredService<Signer>();

    public Sequencer Sequencer => host.App.Services.GetRequiredService<Sequencer>();

    public LogTables Tables => host.App.Services.GetRequiredService<LogTables>();

    public LogAlarm Alarm => host.App.Services.GetRequiredService<LogAlarm>();

    public IDocumentStore Store => host.App.Services.GetRequiredService<IDocumentStore>();

    /// <summary>Commits one event in a stream of its own; gives the stream's id.</summary>
    public async Task<Guid> WriteAsync()
    {
        var id = Ids.New();
        await WriteAsync(id);
        return id;
    }

    public async Task WriteAsync(Guid id)
    {
        await using var session = Store.LightweightSession();
        session.Events.StartStream<Institution>(id, new InstitutionRegistered(id, Programme.Key("inst"), "Zoë's \"Uni\" \u2028 ✓", false));
        await session.SaveChangesAsync();
    }

    public async Task WriteAsync(int count)
    {
        for (var i = 0; i < count; i++) await WriteAsync();
    }

    /// <summary>Waits until every event has a leaf; gives how many there are.</summary>
    public async Task<long> CompleteAsync()
    {
        var answer = await Eventually.Get(() => RowAsync("""
            select (select count(*) from es.mt_events where type <> 'tombstone'), (select count(*) from audit.leaf),
                (select count(*) from es.mt_events e where type <> 'tombstone' and not exists (select from audit.leaf l where l.seq_id = e.seq_id))
            """), n => n[0] == n[1] && n[2] == 0, $"every event gets a leaf ({string.Join(' ', Alarm.Reasons)})");
        return answer[1];
    }

    public async Task<long[]> RowAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? -1 : reader.GetInt64(i))];
    }

    public async Task DoAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<Findings> LookAsync() => await host.App.Services.GetRequiredService<Advance.Reporting.Log.Server.Monitor>().RunAsync(default);

    /// <summary>Indexes 0..n-1, each event once, versions of a stream in order.</summary>
    public async Task<long> ShouldBeWholeAsync()
    {
        var count = await CompleteAsync();
        var wrong = await RowAsync("""
            select (select count(*) from (select index, row_number() over (order by index) - 1 as due from audit.leaf) x where index <> due),
                (select count(*) from (select version, row_number() over (partition by stream_id order by index) as due from audit.leaf) x where version <> due)
            """);
        wrong.Should().Equal(0, 0);
        return count;
    }

    /// <summary>How long the leaves of these streams were awaited after their commits: milliseconds, in rising order.</summary>
    public async Task<double[]> LagsAsync(IReadOnlyDictionary<Guid, Stopwatch> committed, Task writers)
    {
        Dictionary<Guid, double> lags = [];
        await Eventually.Get(async () =>
        {
            await using var command = Database.CreateCommand("select stream_id from audit.leaf");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                if (committed.TryGetValue(reader.GetGuid(0), out var since)) lags.TryAdd(reader.GetGuid(0), since.Elapsed.TotalMilliseconds);
            return writers.IsCompleted && lags.Count == committed.Count;
        }, "every commit gets its leaf", TimeSpan.FromSeconds(40));
        return [.. lags.Values.Order()];
    }
}
