using System.Net;
using System.Text;
using Advance.Contracts;
using Advance.Host;
using Advance.Reporting.Log;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Advance.Tests.Http.Log;

public class LogOfEventsTests(SharedHost shared)
{
    [Fact]
    public async Task Somebody_who_follows_the_tiles_gets_the_root_that_was_signed()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        var auditor = host.As(Roles.Auditor);
        (await auditor.GetAsync("/api/log/checkpoint")).StatusCode.Should().Be(HttpStatusCode.NotFound, "nothing was signed yet");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => log.WriteAsync(75)));
        await log.CompleteAsync();
        await log.Signer.SignAsync(default);

        var checkpoint = Checkpoint.Parse(SignedNote.Parse(await auditor.GetByteArrayAsync("/api/log/checkpoint")).Text);
        checkpoint.Size.Should().Be(300);
        var edge = new TreeEdge();
        foreach (var (tile, entries) in new[] { ("0/000", "entries/000"), ("0/001.p/44", "entries/001.p/44") })
        {
            var envelopes = EntryBundle.Parse(await auditor.GetByteArrayAsync($"/api/log/tile/{entries}"));
            var hashes = envelopes.Select(e => MerkleTree.LeafHash(e)).ToArray();
            (await auditor.GetByteArrayAsync($"/api/log/tile/{tile}")).Should().Equal(hashes.SelectMany(h => h));
            edge.Append(hashes);
        }

        edge.Root().Should().Equal(checkpoint.Root);
        var above = await auditor.GetByteArrayAsync("/api/log/tile/1/000.p/1");
        above.Should().Equal(LogTablesRoot(await auditor.GetByteArrayAsync("/api/log/tile/0/000")));
        using var full = await auditor.GetAsync("/api/log/tile/0/000");
        full.Headers.CacheControl!.ToString().Should().Contain("immutable").And.Contain("private");
        foreach (var absent in new[] { "0/001", "0/001.p/45", "0/002.p/1", "2/000.p/1", "0/0", "0/000.p/256", "entries/x", "8/000", "..%2f..%2fkeys" })
            (await auditor.GetAsync($"/api/log/tile/{absent}")).StatusCode.Should().Be(HttpStatusCode.NotFound, absent);
    }

    [Fact]
    public async Task Entries_come_page_by_page_and_only_to_those_who_audit()
    {
        await using var host = await shared.OwnAsync();
        var log = new TheLog(host);
        await log.WriteAsync(7);
        await log.CompleteAsync();
        var auditor = host.As(Roles.Auditor);
        var all = await auditor.GetStringAsync("/api/log/entries");
        all.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(7);
        (await auditor.GetStringAsync("/api/log/entries?limit=3") + await auditor.GetStringAsync("/api/log/entries?after=3&limit=4")).Should().Be(all);
        (await auditor.GetStringAsync("/api/log/entries?after=7")).Should().BeEmpty();
        (await auditor.GetStringAsync("/api/log/entries?from=events&limit=3") + await auditor.GetStringAsync("/api/log/entries?from=events&after=3&limit=4")).Should().Be(all);
        (await auditor.GetStringAsync("/api/log/entries?from=events&after=7")).Should().BeEmpty();
        foreach (var wrong in new[] { "after=-1", "from=hearsay", "limit=0", "limit=1001", "after=x" })
            (await auditor.GetAsync($"/api/log/entries?{wrong}")).StatusCode.Should().Be(HttpStatusCode.BadRequest, wrong);
        (await auditor.ReadAsync("/api/log/audit")).GetProperty("isIntact").GetBoolean().Should().BeTrue();
        foreach (var address in new[] { "checkpoint", "tile/0/000.p/1", "entries", "audit" })
        {
            (await host.Anonymous().GetAsync($"/api/log/{address}")).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
            (await host.As(Roles.Mentee).GetAsync($"/api/log/{address}")).StatusCode.Should().Be(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task Every_event_has_the_same_digest_before_and_after_the_database()
    {
        var store = shared.Host.App.Services.GetRequiredService<IDocumentStore>();
        var events = ((IReadOnlyStoreOptions)((DocumentStore)store).Options).Events.AllKnownEventTypes()
            .Select(e => e.EventType).Where(t => t.Namespace?.StartsWith("Advance", StringComparison.Ordinal) == true).ToList();
        events.Should().HaveCountGreaterThan(10);
        var database = shared.Host.App.Services.GetRequiredService<NpgsqlDataSource>();
        foreach (var type in events)
        {
            var json = store.Options.Serializer().ToJson(House.Sample.Of(type));
            await using var command = database.CreateCommand("select @json::jsonb::text");
            command.Parameters.AddWithValue("json", json);
            var back = (string)(await command.ExecuteScalarAsync())!;
            DataDigest.Of(Encoding.UTF8.GetBytes(back)).Should().Be(DataDigest.Of(Encoding.UTF8.GetBytes(json)), type.Name);
        }
    }

    [Fact]
    public async Task What_has_no_canonical_form_is_refused_and_not_recorded()
    {
        using var response = await shared.Host.Staff.PostAsync("/api/institutions", System.Net.Http.Json.JsonContent.Create(
            new { key = Programme.Key("inst"), name = "Universite\u0301", isOwner = false }));
        response.StatusCode.Should().Be(HttpStatusCode.BadRequest, "the accent is a character of its own: not NFC");
    }

    private static byte[] LogTablesRoot(byte[] tile) => new TileBytes(new(0, 0, Tile.Full), tile).Root();
}
