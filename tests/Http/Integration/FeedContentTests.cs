using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Http.People;

namespace Advance.Tests.Http.Integration;

/// <summary>What is in the feed, and what is not.</summary>
public class FeedContentTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    private Feed AsIntegrator => field ??= new(Host);

    [Fact]
    public async Task An_event_is_a_cloud_event_without_its_actor_and_private_ones_never_leave()
    {
        var start = await AsIntegrator.EndAsync();
        var person = await Somebody.RegisterAsync(Host);
        await Host.Staff.DoAsync($"/api/people/{person}/grant-access", new { issuer = "https://idp", subject = Programme.Key("s"), role = "mentee" });
        await Host.Staff.DoAsync($"/api/people/{person}/erase");
        List<JsonElement> seen = [];
        await Eventually.Get(async () =>
        {
            start = await AsIntegrator.ReadOnAsync(start, seen, "");
            return seen.Count(e => Feed.Subject(e) == person.ToString()) == 2;
        }, "registration and erasure are in the feed");

        seen.Select(e => e.GetProperty("type").GetString()).Should().NotContain(t => t!.Contains("access-granted"));
        var registered = seen.Find(e => Feed.Subject(e) == person.ToString());
        registered.EnumerateObject().Select(p => p.Name).Should().BeEquivalentTo(
            "specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "sequence", "data");
        registered.GetProperty("specversion").GetString().Should().Be("1.0");
        registered.GetProperty("type").GetString().Should().Be("lu.uni.advance.people.person-registered");
        registered.GetProperty("data").GetProperty("personId").GetGuid().Should().Be(person);
        var schema = await Host.Anonymous().ReadAsync(new Uri(registered.GetProperty("dataschema").GetString()!).AbsolutePath);
        schema.GetProperty("properties").GetProperty("personId").GetProperty("format").GetString().Should().Be("uuid");
    }

    [Fact]
    public async Task The_feed_says_no_to_others_and_to_what_is_no_cursor()
    {
        foreach (var (client, address, status) in new[]
        {
            (AsIntegrator.Integrator, "/api/feed?after=zz", 400), (AsIntegrator.Integrator, "/api/feed?wait=31", 400), (AsIntegrator.Integrator, "/api/feed?limit=201", 400),
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
}
