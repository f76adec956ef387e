using System.Diagnostics;
using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Http.People;
using Npgsql;

namespace Advance.Tests.Http.Integration;

public class FeedTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    private Feed AsIntegrator => field ??= new(Host);

    [Fact]
    public async Task The_feed_has_each_event_once_in_order_while_eight_write()
    {
        var start = await AsIntegrator.EndAsync();
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            List<Guid> registered = [];
            for (var i = 0; i < 15; i++) registered.Add(await Somebody.RegisterAsync(Host));
            return registered;
        }));
        List<JsonElement> seen = [];
        var cursor = start;
        while (!writing.IsCompleted) cursor = await AsIntegrator.ReadOnAsync(cursor, seen, "limit=7&wait=1");
        var registered = (await writing).SelectMany(ids => ids).Select(id => id.ToString()).ToHashSet();
        await Eventually.Get(async () =>
        {
            cursor = await AsIntegrator.ReadOnAsync(cursor, seen, "limit=7");
            return registered.IsSubsetOf(seen.Select(Feed.Subject));
        }, "each person who was registered is in the feed");

        seen.Select(Feed.Sequence).Should().BeInAscendingOrder(StringComparer.Ordinal).And.OnlyHaveUniqueItems();
        seen.Select(e => e.GetProperty("id").GetString()).Should().OnlyHaveUniqueItems();
        seen.Count(e => registered.Contains(Feed.Subject(e))).Should().Be(registered.Count);
    }

    [Fact]
    public async Task Reading_goes_on_from_any_cursor_and_gives_the_same_again()
    {
        var start = await AsIntegrator.EndAsync();
        var people = new List<Guid>();
        for (var i = 0; i < 5; i++) people.Add(await Somebody.RegisterAsync(Host));
        List<JsonElement> all = [];
        await Eventually.Get(async () =>
        {
            all.Clear();
            await AsIntegrator.ReadOnAsync(start, all, "limit=200");
            return people.TrueForAll(p => all.Exists(e => Feed.Subject(e) == p.ToString()));
        }, "the five are in the feed");

        var cursor = start;
        List<JsonElement> again = [];
        for (var i = 0; i < all.Count; i++)
        {
            cursor = await AsIntegrator.ReadOnAsync(cursor, again, "limit=1");
            List<JsonElement> rest = [];
            await AsIntegrator.ReadOnAsync(cursor, rest, "limit=200");
            rest.Select(Feed.Sequence).Take(all.Count - i - 1).Should().Equal(all.Skip(i + 1).Select(Feed.Sequence));
        }

        again.Select(e => e.GetRawText()).Should().Equal(all.Select(e => e.GetRawText()));
    }

    [Fact]
    public async Task Nothing_shows_behind_a_transaction_that_is_still_open()
    {
        var start = await AsIntegrator.EndAsync();
        await using var source = NpgsqlDataSource.Create(Host.ConnectionString);
        await using var connection = await source.OpenConnectionAsync();
        await using var open = await connection.BeginTransactionAsync();
        var held = Ids.New();
        var digest = Advance.Reporting.Log.DataDigest.Of(System.Text.Encoding.UTF8.GetBytes($"{{\"personId\":\"{held}\"}}")); // without it the verifiable log stops, as it should
        await using (var append = new NpgsqlCommand($"""
            insert into es.mt_streams (id, type, version, tenant_id) values ('{held}', 'person', 1, '*DEFAULT*');
            insert into es.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived, headers)
            values (nextval('es.mt_events_sequence'), gen_random_uuid(), '{held}', 1, '{"{"}"personId": "{held}"{"}"}', 'people.person-registered', now(),
                '*DEFAULT*', 'Advance.Contracts.PersonRegistered, Advance.Contracts', false, '{"{"}"digest": "{digest}"{"}"}')
            """, connection, open)) await append.ExecuteNonQueryAsync();
        var later = await Somebody.RegisterAsync(Host);
        List<JsonElement> seen = [];
        var cursor = await AsIntegrator.ReadOnAsync(start, seen, "wait=2");
        seen.Select(Feed.Subject).Should().NotContain(later.ToString(), "an event before it may still appear");
        await open.CommitAsync();
        await Eventually.Get(async () =>
        {
            cursor = await AsIntegrator.ReadOnAsync(cursor, seen, "wait=1");
            return seen.Exists(e => Feed.Subject(e) == later.ToString());
        }, "after the commit both are in the feed");
        seen.FindIndex(e => Feed.Subject(e) == held.ToString()).Should().BeInRange(0, seen.FindIndex(e => Feed.Subject(e) == later.ToString()));
    }

    [Fact]
    public async Task Who_waits_hears_of_an_event_as_it_happens()
    {
        var cursor = await AsIntegrator.EndAsync();
        var watch = Stopwatch.StartNew();
        var waiting = AsIntegrator.Integrator.ReadAsync($"/api/feed?after={cursor}&wait=20");
        var person = await Somebody.RegisterAsync(Host);
        var page = await waiting;
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(15));
        page.GetProperty("items").GetArrayLength().Should().BePositive();
        person.Should().NotBeEmpty();
    }

    [Fact]
    public async Task The_stream_goes_on_behind_the_last_event_that_the_client_had()
    {
        var start = await AsIntegrator.EndAsync();
        var (first, second) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        string? lastId = null;
        await foreach (var item in AsIntegrator.StreamAsync($"?after={start}", null))
            if (Feed.Found(item, first)) { lastId = item.EventId; break; }
        await foreach (var item in AsIntegrator.StreamAsync("", lastId))
        {
            Feed.Found(item, first).Should().BeFalse();
            if (Feed.Found(item, second)) break;
        }

        var beats = 0;
        await foreach (var item in AsIntegrator.StreamAsync($"?after={start}", null))
            if (item.EventType == "heartbeat" && ++beats == 1) break;
        beats.Should().Be(1);
    }
}
