using System.Diagnostics;
using System.Net.ServerSentEvents;
using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Http.People;
using Npgsql;

namespace Advance.Tests.Http.Integration;

public class FeedTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    private HttpClient Integrator => field ??= Host.As(Roles.Integrator);

    [Fact]
    public async Task The_feed_has_each_event_once_in_order_while_eight_write()
    {
        var start = await EndAsync();
        var writing = Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            List<Guid> registered = [];
            for (var i = 0; i < 15; i++) registered.Add(await Somebody.RegisterAsync(Host));
            return registered;
        }));
        List<JsonElement> seen = [];
        var cursor = start;
        while (!writing.IsCompleted) cursor = await ReadOnAsync(cursor, seen, "limit=7&wait=1");
        var registered = (await writing).SelectMany(ids => ids).Select(id => id.ToString()).ToHashSet();
        await Eventually.Get(async () =>
        {
            cursor = await ReadOnAsync(cursor, seen, "limit=7");
            return registered.IsSubsetOf(seen.Select(Subject));
        }, "each person who was registered is in the feed");

        seen.Select(Sequence).Should().BeInAscendingOrder(StringComparer.Ordinal).And.OnlyHaveUniqueItems();
        seen.Select(e => e.GetProperty("id").GetString()).Should().OnlyHaveUniqueItems();
        seen.Count(e => registered.Contains(Subject(e))).Should().Be(registered.Count);
    }

    [Fact]
    public async Task Reading_goes_on_from_any_cursor_and_gives_the_same_again()
    {
        var start = await EndAsync();
        var people = new List<Guid>();
        for (var i = 0; i < 5; i++) people.Add(await Somebody.RegisterAsync(Host));
        List<JsonElement> all = [];
        await Eventually.Get(async () =>
        {
            all.Clear();
            await ReadOnAsync(start, all, "limit=200");
            return people.TrueForAll(p => all.Exists(e => Subject(e) == p.ToString()));
        }, "the five are in the feed");

        var cursor = start;
        List<JsonElement> again = [];
        for (var i = 0; i < all.Count; i++)
        {
            cursor = await ReadOnAsync(cursor, again, "limit=1");
            List<JsonElement> rest = [];
            await ReadOnAsync(cursor, rest, "limit=200");
            rest.Select(Sequence).Take(all.Count - i - 1).Should().Equal(all.Skip(i + 1).Select(Sequence));
        }

        again.Select(e => e.GetRawText()).Should().Equal(all.Select(e => e.GetRawText()));
    }

    [Fact]
    public async Task An_event_is_a_cloud_event_without_its_actor_and_private_ones_never_leave()
    {
        var start = await EndAsync();
        var person = await Somebody.RegisterAsync(Host);
        await Host.Staff.DoAsync($"/api/people/{person}/grant-access", new { issuer = "https://idp", subject = Programme.Key("s"), role = "mentee" });
        await Host.Staff.DoAsync($"/api/people/{person}/erase");
        List<JsonElement> seen = [];
        await Eventually.Get(async () =>
        {
            start = await ReadOnAsync(start, seen, "");
            return seen.Count(e => Subject(e) == person.ToString()) == 2;
        }, "registration and erasure are in the feed");

        seen.Select(e => e.GetProperty("type").GetString()).Should().NotContain(t => t!.Contains("access-granted"));
        var registered = seen.Find(e => Subject(e) == person.ToString());
        registered.EnumerateObject().Select(p => p.Name).Should().BeEquivalentTo(
            "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "sequence", "data");
        registered.GetProperty("specversion").GetString().Should().Be("1.0");
        registered.GetProperty("type").GetString().Should().Be("lu.uni.advance.people.person-registered");
        registered.GetProperty("data").GetProperty("personId").GetGuid().Should().Be(person);
        var schema = await Host.Anonymous().ReadAsync(new Uri(registered.GetProperty("dataschema").GetString()!).AbsolutePath);
        schema.GetProperty("properties").GetProperty("personId").GetProperty("format").GetString().Should().Be("uuid");
    }

    [Fact]
    public async Task Nothing_shows_behind_a_transaction_that_is_still_open()
    {
        var start = await EndAsync();
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
        var cursor = await ReadOnAsync(start, seen, "wait=2");
        seen.Select(Subject).Should().NotContain(later.ToString(), "an event before it may still appear");
        await open.CommitAsync();
        await Eventually.Get(async () =>
        {
            cursor = await ReadOnAsync(cursor, seen, "wait=1");
            return seen.Exists(e => Subject(e) == later.ToString());
        }, "after the commit both are in the feed");
        seen.FindIndex(e => Subject(e) == held.ToString()).Should().BeInRange(0, seen.FindIndex(e => Subject(e) == later.ToString()));
    }

    [Fact]
    public async Task Who_waits_hears_of_an_event_as_it_happens()
    {
        var cursor = await EndAsync();
        var watch = Stopwatch.StartNew();
        var waiting = Integrator.ReadAsync($"/api/feed?after={cursor}&wait=20");
        var person = await Somebody.RegisterAsync(Host);
        var page = await waiting;
        watch.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(15));
        page.GetProperty("items").GetArrayLength().Should().BePositive();
        person.Should().NotBeEmpty();
    }

    [Fact]
    public async Task The_stream_goes_on_behind_the_last_event_that_the_client_had()
    {
        var start = await EndAsync();
        var (first, second) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        string? lastId = null;
        await foreach (var item in StreamAsync($"?after={start}", null))
            if (Found(item, first)) { lastId = item.EventId; break; }
        await foreach (var item in StreamAsync("", lastId))
        {
            Found(item, first).Should().BeFalse();
            if (Found(item, second)) break;
        }

        var beats = 0;
        await foreach (var item in StreamAsync($"?after={start}", null))
            if (item.EventType == "heartbeat" && ++beats == 1) break;
        beats.Should().Be(1);
    }

    [Fact]
    public async Task The_feed_says_no_to_others_and_to_what_is_no_cursor()
    {
        foreach (var (client, address, status) in new[]
        {
            (Integrator, "/api/feed?after=zz", 400), (Integrator, "/api/feed?wait=31", 400), (Integrator, "/api/feed?limit=201", 400),
            (Host.As(Roles.Mentee), "/api/feed", 403), (Host.Anonymous(), "/api/feed/stream", 401), (Host.Anonymous(), "/api/schemas/people.access-granted", 404),
        })
        {
            using var response = await client.GetAsync(address);
            ((int)response.StatusCode).Should().Be(status, address);
        }
    }

    [Fact]
    public async Task The_document_of_events_names_each_published_event_and_no_private_one()
    {
        var document = await Host.Anonymous().ReadAsync("/asyncapi.json");
        document.GetProperty("asyncapi").GetString().Should().Be("3.0.0");
        var messages = document.GetProperty("components").GetProperty("messages").EnumerateObject().Select(m => m.Name).ToList();
        messages.Should().Contain(["strands.cohort-planned", "people.person-registered"]).And.NotContain("people.access-granted");
        var planned = await Host.Anonymous().ReadAsync("/api/schemas/lu.uni.advance.strands.cohort-planned");
        planned.GetProperty("properties").GetProperty("format").GetProperty("enum").EnumerateArray().Select(e => e.GetString()).Should().Equal("OneOnOne", "Circle");
    }

    private async IAsyncEnumerable<SseItem<string>> StreamAsync(string query, string? lastId)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/feed/stream" + query);
        if (lastId is not null) request.Headers.Add("Last-Event-ID", lastId);
        using var response = await Integrator.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.MediaType.Should().Be("text/event-stream");
        await using var stream = await response.Content.ReadAsStreamAsync();
        await foreach (var item in SseParser.Create(stream).EnumerateAsync()) yield return item;
    }

    private static bool Found(SseItem<string> item, Guid person) => item.Data.Contains($"\"subject\":\"{person}\"");

    private static string Subject(JsonElement e) => e.GetProperty("subject").GetString()!;

    private static string Sequence(JsonElement e) => e.GetProperty("sequence").GetString()!;

    private async Task<string> ReadOnAsync(string cursor, List<JsonElement> into, string query)
    {
        var page = await Integrator.ReadAsync($"/api/feed?after={cursor}&{query}");
        into.AddRange(page.GetProperty("items").EnumerateArray());
        return page.GetProperty("next").GetString()!;
    }

    /// <summary>A cursor near the end of the log as it is now.</summary>
    private async Task<string> EndAsync()
    {
        var (cursor, more) = ("", true);
        while (more)
        {
            var page = await Integrator.ReadAsync($"/api/feed?after={cursor}&limit=200");
            (cursor, more) = (page.GetProperty("next").GetString()!, page.GetProperty("more").GetBoolean());
        }

        return cursor;
    }
}
