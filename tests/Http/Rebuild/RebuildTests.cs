using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Http.Walk;
using JasperFx;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Advance.Tests.Http.Rebuild;

/// <summary>What was lived, told again from the log: every asynchronous projection and every noun, with none left out.</summary>
public class RebuildTests(SharedHost shared)
{
    [Fact]
    public async Task What_is_rebuilt_from_the_log_is_what_was_lived_byte_for_byte()
    {
        await using var host = await shared.OwnAsync();
        await LiveAsync(host);
        var store = host.App.Services.GetRequiredService<IDocumentStore>();
        await CaughtUpAsync(host);
        await host.App.StopAsync(); // its own daemon rests, so that ours is the only one

        await AssertNounsAsync(store, host.ConnectionString);
        var lived = await DocumentsAsync(host.ConnectionString);
        using var daemon = await store.BuildProjectionDaemonAsync();
        var names = Projections(store, ProjectionLifecycle.Async).Select(p => p.Name).ToList();
        names.Should().NotBeEmpty();
        foreach (var name in names)
        {
            foreach (var table in lived.Keys) await AskAsync(host.ConnectionString, $"update {table} set mt_last_modified = 'epoch'");
            await daemon.RebuildProjectionAsync(name, TimeSpan.FromSeconds(60), default);
            await AssertWrittenAnewAsync(host.ConnectionString, name, lived.Keys);
        }

        var rebuilt = await DocumentsAsync(host.ConnectionString);
        foreach (var (table, documents) in lived) rebuilt[table].Should().Equal(documents, $"{table} is told the same way again");
    }

    /// <summary>Histories that give every projection something to tell.</summary>
    private static async Task LiveAsync(TestHost host)
    {
        Office office = new(host);
        var pairs = await PairsWalk.PlayAsync(office);
        var circles = await CircleWalk.PlayAsync(office);
        await office.Staff.DoAsync($"/api/people/{pairs.Ada.PersonId}/disclose-relationship",
            new { otherPersonId = pairs.Grace, kind = "Competition", from = "2024-01-01" });
        var committee = await office.Staff.CreateAsync("/api/committees", new { key = Programme.Key("sc"), name = "Steering", kind = "Steering" });
        await office.Staff.DoAsync($"/api/committees/{committee}/seat-member",
            new { personId = pairs.Grace, institutionId = circles.Of.OwnerId, from = "2020-01-01", until = "2020-12-31" });
        await office.Staff.CreateAsync("/api/reports", new { cohortId = circles.Of.CohortId, kind = "cohort-audit" });
        await office.Staff.DoAsync($"/api/people/{circles.Mentees[0]}/erase");
    }

    /// <summary>The rebuild did write, and in what it wrote it left no document as it was.</summary>
    private static async Task AssertWrittenAnewAsync(string connectionString, string projection, IEnumerable<string> tables)
    {
        List<string> written = [];
        foreach (var table in tables)
        {
            if (await AskAsync(connectionString, $"select count(*) from {table} where mt_last_modified > 'epoch'") is 0L) continue;
            written.Add(table);
            (await AskAsync(connectionString, $"select count(*) from {table} where mt_last_modified = 'epoch'")).Should().Be(0L, $"{projection} rebuilds all of {table}");
        }

        written.Should().NotBeEmpty($"{projection} has something to tell");
    }

    private static List<ProjectionBase> Projections(IDocumentStore store, ProjectionLifecycle lifecycle) =>
        [.. ((DocumentStore)store).Options.Projections.All.OfType<ProjectionBase>().Where(p => p.Lifecycle == lifecycle)];

    private static Task CaughtUpAsync(TestHost host) => Eventually.Get(async () => await AskAsync(host.ConnectionString,
        "select min(last_seq_id) >= (select max(seq_id) from es.mt_events) from es.mt_event_progression where name like '%:All'") is true, "every projection has heard everything");

    private static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Every document of every module, by table, in the order of its id; but for one that must not tell when it was written.</summary>
    private static async Task<IReadOnlyDictionary<string, List<string>>> DocumentsAsync(string connectionString)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        SortedDictionary<string, List<string>> tables = new(StringComparer.Ordinal);
        await using (var command = source.CreateCommand("""
            select format('%I.%I', schemaname, tablename) from pg_tables where tablename like 'mt\_doc\_%'
                and exists (select 1 from information_schema.columns c where c.table_schema = schemaname and c.table_name = tablename and c.column_name = 'mt_last_modified') order by 1
            """))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables[reader.GetString(0)] = [];
        foreach (var (table, documents) in tables)
        {
            await using var command = source.CreateCommand($"select id::text || ' ' || data::text from {table} order by 1");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync()) documents.Add(reader.GetString(0));
        }

        return tables;
    }

    /// <summary>Each stream folded anew is the snapshot of its noun, and each stream has one.</summary>
    private static async Task AssertNounsAsync(IDocumentStore store, string connectionString)
    {
        var nouns = Projections(store, ProjectionLifecycle.Inline).Select(p => p.GetType().GetGenericArguments().Single()).ToList();
        nouns.Should().HaveCountGreaterThan(10).And.OnlyContain(n => n.IsAssignableTo(typeof(IRevisioned)));
        var compared = 0;
        foreach (var noun in nouns)
        {
            var assert = typeof(RebuildTests).GetMethod(nameof(AssertNounAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!;
            compared += await (Task<int>)assert.MakeGenericMethod(noun).Invoke(null, [store])!;
        }

        ((long)compared).Should().Be((long)(await AskAsync(connectionString, "select count(*) from es.mt_streams"))!, "each stream is one noun's, with its snapshot");
    }

    private static async Task<int> AssertNounAsync<T>(IDocumentStore store) where T : class, IFold<T>, IRevisioned, new()
    {
        await using var session = store.QuerySession();
        var snapshots = await session.Query<T>().ToListAsync();
        foreach (var snapshot in snapshots)
        {
            var id = (Guid)typeof(T).GetProperty("Id")!.GetValue(snapshot)!;
            var events = await session.Events.FetchStreamAsync(id);
            var folded = events.Aggregate(new T(), (state, e) => state.Evolve(e.Data));
            folded.Version = (int)events[^1].Version;
            JsonSerializer.Serialize(folded).Should().Be(JsonSerializer.Serialize(snapshot), $"{typeof(T).FullName} {id} is what its events say");
        }

        return snapshots.Count;
    }
}
