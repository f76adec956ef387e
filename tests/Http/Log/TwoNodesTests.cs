using System.Net.Http.Json;
using Advance.Reporting.Log;
using Advance.Reporting.Log.Server;
using Advance.Tests.Http.Faults;
using Marten;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Advance.Tests.Http.Log;

/// <summary>Two Hosts, as processes of their own, write one log; one of them is killed in the middle of it, again and again.</summary>
public sealed class TwoNodesTests : IAsyncDisposable
{
    /// <summary>100 in the long check, 3 in the short one; <c>ADVANCE_KILLS</c> asks for another number.</summary>
    private static readonly int Rounds = int.TryParse(Environment.GetEnvironmentVariable("ADVANCE_KILLS"), out var asked) ? asked
        : Environment.GetEnvironmentVariable("ADVANCE_LONG") == "1" ? 100 : 3;

    private readonly SharedHost _shared;
    private readonly ITestOutputHelper _output;
    private readonly string _folder = Directory.CreateTempSubdirectory("advance-two-nodes-").FullName;
    private readonly List<Checkpoint> _signed = [];
    private HostProcess[] _nodes = [];
    private int _acknowledged;

    public TwoNodesTests(SharedHost shared, ITestOutputHelper output) => (_shared, _output) = (shared, output);

    [Fact]
    public async Task A_node_that_is_killed_at_any_moment_leaves_one_log_without_a_gap_or_a_fork()
    {
        var database = new NpgsqlConnectionStringBuilder(await _shared.Server.CloneAsync()) { MaxPoolSize = 20 }.ConnectionString;
        await using var source = NpgsqlDataSource.Create(database);
        var store = _shared.Host.App.Services.GetRequiredService<IDocumentStore>();
        var tables = new LogTables(store);
        using var identity = new LogIdentity(new(_ => Task.FromResult(Directory.CreateDirectory(Path.Combine(_folder, "keys")).FullName)), new ConfigurationBuilder().Build());
        var signer = new Signer(source, identity, TimeProvider.System);
        _nodes = [await HostProcess.StartAsync(_folder, database), await HostProcess.StartAsync(_folder, database)];
        for (var round = 0; round < Rounds; round++)
        {
            await WriteUntilOneIsKilledAsync(Random.Shared.Next(2), atLeast: 1 + Random.Shared.Next(60));
            if (await signer.SignAsync(default) is { } note) _signed.Add(Checkpoint.Parse(note.Text));
            var dead = Array.FindIndex(_nodes, n => n.HasEnded);
            _nodes[dead].Dispose();
            _nodes[dead] = await HostProcess.StartAsync(_folder, database);
        }

        await AssertOneLogAsync(source, signer);
        var found = await new Advance.Reporting.Log.Server.Monitor(source, tables, identity, new AuditSchema(source, store)).RunAsync(default);
        found.Found.Should().BeEmpty();
        _output.WriteLine($"{Rounds} kills, {_acknowledged} acknowledged writes, {found.Leaves} leaves, {_signed.Count} checkpoints signed on the way");
    }

    /// <summary>Two write to each node without a pause; the kill comes wherever the nodes are at that moment.</summary>
    private async Task WriteUntilOneIsKilledAsync(int victim, int atLeast)
    {
        var (until, killed) = (Volatile.Read(ref _acknowledged) + atLeast, false);
        var writers = _nodes.SelectMany(node => new[] { WriteAsync(node), WriteAsync(node) }).ToList();
        await Eventually.Get(() => Volatile.Read(ref _acknowledged) >= until, "writes are acknowledged");
        killed = true;
        await _nodes[victim].KillAsync();
        await Task.WhenAll(writers);

        async Task WriteAsync(HostProcess node)
        {
            while (!killed)
            {
                try
                {
                    using var response = await node.Staff.PostAsJsonAsync("/api/institutions", new { key = Programme.Key("node"), name = "Written" });
                    ((int)response.StatusCode).Should().Be(201, await response.Content.ReadAsStringAsync());
                    Interlocked.Increment(ref _acknowledged);
                }
                catch (Exception e) when (killed && e is HttpRequestException or IOException)
                {
                    return; // it was the victim's
                }
            }
        }
    }

    private async Task AssertOneLogAsync(NpgsqlDataSource source, Signer signer)
    {
        await Eventually.Get(async () => await AskAsync(source, """
            select count(*) from es.mt_events e where type <> 'tombstone' and not exists (select from audit.leaf l where l.seq_id = e.seq_id)
            """) == 0, "every event has its leaf", TimeSpan.FromSeconds(40));
        (await AskAsync(source, "select count(*) from (select index, row_number() over (order by index) - 1 as due from audit.leaf) x where index <> due")).Should().Be(0, "no gap");
        (await AskAsync(source, "select count(*) from audit.leaf where convert_from(envelope, 'utf8') like '%institution-registered%'")).Should().BeGreaterThanOrEqualTo(_acknowledged);
        _signed.Add(Checkpoint.Parse((await signer.SignAsync(default))!.Text));
        await using var connection = await source.OpenConnectionAsync();
        var tree = LogTables.Tree(connection, _signed[^1].Size);
        foreach (var checkpoint in _signed) tree.Root(checkpoint.Size).Should().Equal(checkpoint.Root, "no fork: each checkpoint is the beginning of the one log");
    }

    private static async Task<long> AskAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var node in _nodes) node.Dispose();
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
