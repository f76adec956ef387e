using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Http.Matching;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Advance.Tests.Http.Strands;

/// <summary>Guides to the meetings of a strand: the office writes them, a pair reads them, and nobody records that.</summary>
public class GuideTests(SharedHost shared)
{
    private HttpClient Staff => shared.Host.Staff;

    [Fact]
    public async Task A_pair_reads_the_guides_of_its_strand_and_which_comes_next()
    {
        var cast = await Cast.WithACohortAsync(shared.Host);
        await AdoptAsync(cast.Strand, "second-meeting", new { meeting = 2 }, ("en", "Second"), ("fr", "Deuxième"));
        await AdoptAsync(cast.Strand, "first-meeting", new { meeting = 1 }, ("en", "First"));
        await AdoptAsync(cast.Strand, "before-you-begin", new { phase = "Preparation" }, ("de", "Vorbereitung"));
        var topic = Programme.Key("topic");
        var (_, grace) = await cast.MentorAsync(topics: [topic]);
        var ada = await cast.MenteeAsync([topic], [grace]);
        var id = (await cast.MatchAsync()).Single();
        var (mentee, mentor, address) = (cast.AsMentee(ada), cast.AsMentor(grace), $"/api/mentorships/{id}/guides");
        await StatusAsync(mentee, address, 409);
        await StatusAsync(mentor, address, 404);
        await StatusAsync(cast.AsMentee(Ids.New()), address, 403);
        await StatusAsync(Staff, $"/api/mentorships/{Ids.New()}/guides", 404);
        await cast.FormAsync(ada, grace, id);
        var before = await EventsAsync(ada, grace);
        var french = await mentee.ReadAsync($"{address}?lang=fr");
        french.GetProperty("next").GetString().Should().Be("before-you-begin");
        french.GetProperty("guides").EnumerateArray().Select(g => (g.GetProperty("title").GetString(), g.GetProperty("language").GetString(), g.GetProperty("isFallback").GetBoolean()))
            .Should().Equal(("Vorbereitung", "de", true), ("First", "en", true), ("Deuxième", "fr", false));
        await StatusAsync(mentor, $"{address}?lang=lb", 400);
        (await mentor.ReadAsync(address)).GetProperty("guides")[2].GetProperty("agenda")[0].GetProperty("minutes").GetInt32().Should().Be(20);
        (await Staff.ReadAsync(address)).GetProperty("envisioned").GetInt32().Should().Be(5);
        (await EventsAsync(ada, grace)).Should().Be(before, "who reads a guide is nobody's business");

        foreach (var two in new[] { mentee, mentor }) await two.DoAsync($"/api/mentorships/{id}/agree");
        (await mentee.ReadAsync(address)).GetProperty("next").GetString().Should().Be("first-meeting");
        var today = shared.Host.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var two in new[] { mentee, mentor }) await two.DoAsync($"/api/mentorships/{id}/attest-meeting", new { heldOn = today, minutes = 60 });
        var after = await mentor.ReadAsync(address);
        (after.GetProperty("meetings").GetInt32(), after.GetProperty("next").GetString()).Should().Be((1, "second-meeting"));
        await mentee.DoAsync($"/api/mentorships/{id}/end");
        (await mentee.ReadAsync(address)).GetProperty("next").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_guide_has_versions_and_is_replaced_only_by_who_has_read_it()
    {
        var cast = await Cast.WithACohortAsync(shared.Host);
        var strand = $"/api/strands/{cast.Strand}";
        await AdoptAsync(cast.Strand, "first-meeting", new { meeting = 1 }, ("en", "First"));
        object Guide(int? replaces, string title, string key = "first-meeting", object? words = null)
        {
            words ??= new { en = new { title, agenda = new[] { "One point" } } };
            return replaces is null ? new { key, meeting = 1, minutes = 45, words } : new { key, replaces, meeting = 1, minutes = 45, words };
        }

        await Staff.RefusedAsync($"{strand}/adopt-guide", Guide(null, "Again"), 409, "guide-key-taken");
        await Staff.RefusedAsync($"{strand}/adopt-guide", Guide(null, "Again", "other-key"), 409, "guide-place-taken");
        await Staff.RefusedAsync($"{strand}/adopt-guide", Guide(null, "Again", "x"), 400, "malformed");
        await Staff.RefusedAsync($"{strand}/adopt-guide", Guide(null, "Again", "luxembourgish", new { lb = new { title = "Éischt", agenda = new[] { "Moien" } } }), 400, "malformed");
        await Staff.RefusedAsync($"{strand}/adopt-guide", Guide(null, "Again", "null-words", new { en = (object?)null }), 400, "malformed");
        await Staff.RefusedAsync($"{strand}/adopt-guide", new { key = "no-words", meeting = 2, minutes = 45 }, 400, "malformed");
        await Staff.RefusedAsync($"/api/strands/{Ids.New()}/adopt-guide", Guide(null, "Nowhere"), 404, "not-found");
        await cast.AsMentee(Ids.New()).RefusedAsync($"{strand}/adopt-guide", Guide(null, "Not mine"), 403, "forbidden");
        await Staff.DoAsync($"{strand}/replace-guide", Guide(1, "Better"));
        await Staff.RefusedAsync($"{strand}/replace-guide", Guide(1, "Twice"), 409, "guide-changed");
        await Staff.RefusedAsync($"{strand}/replace-guide", Guide(1, "Unknown", "unknown-key"), 409, "guide-unknown");
        (await Staff.ReadAsync($"{strand}/guides")).GetProperty("guides").EnumerateArray().Select(g => (g.GetProperty("title").GetString(), g.GetProperty("guideVersion").GetInt32()))
            .Should().Equal(("Better", 2));
        var first = await Staff.ReadAsync($"{strand}/guides/first-meeting?version=1");
        (first.GetProperty("isOffered").GetBoolean(), first.GetProperty("words").GetProperty("en").GetProperty("title").GetString()).Should().Be((false, "First"));
        await Staff.DoAsync($"{strand}/withdraw-guide", new { key = "first-meeting" });
        await Staff.RefusedAsync($"{strand}/withdraw-guide", new { key = "first-meeting" }, 409, "guide-unknown");
        (await Staff.ReadAsync($"{strand}/guides")).GetProperty("guides").GetArrayLength().Should().Be(0);
        (await Staff.ReadAsync($"{strand}/guides/first-meeting")).GetProperty("isOffered").GetBoolean().Should().BeFalse();
        await StatusAsync(Staff, $"{strand}/guides/never-there", 404);
        await AdoptAsync(cast.Strand, "first-meeting", new { meeting = 3 }, ("en", "Back"));
        (await Staff.ReadAsync($"{strand}/guides?lang=de")).GetProperty("guides")[0].GetProperty("guideVersion").GetInt32().Should().Be(3);
        await using var session = shared.Host.App.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var recorded = await session.Events.FetchStreamAsync(Ids.Of("guides", cast.Strand));
        recorded.Should().HaveCount(4);
        JsonSerializer.Serialize(recorded.Select(e => e.Data)).Should().NotContain("Better", "no event carries free text");
    }

    [Fact]
    public async Task Ten_guides_adopted_at_once_for_one_meeting_are_one_guide_and_nine_honest_refusals()
    {
        var cast = await Cast.WithACohortAsync(shared.Host);
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Staff.PostAsJsonAsync($"/api/strands/{cast.Strand}/adopt-guide",
            new { key = $"guide-{i}", meeting = 1, minutes = 60, words = new { en = new { title = "Once", agenda = new[] { "One point" } } } })));
        answers.Count(a => a.IsSuccessStatusCode).Should().Be(1);
        foreach (var refused in answers.Where(a => !a.IsSuccessStatusCode)) (await refused.Content.ReadAsStringAsync()).Should().Contain("guide-place-taken");
    }

    private Task AdoptAsync(Guid strand, string key, object place, params (string Language, string Title)[] titles)
    {
        var at = JsonSerializer.SerializeToElement(place);
        return Staff.DoAsync($"/api/strands/{strand}/adopt-guide", new Dictionary<string, object?>
        {
            ["key"] = key,
            ["meeting"] = at.TryGetProperty("meeting", out var meeting) ? meeting : null,
            ["phase"] = at.TryGetProperty("phase", out var phase) ? phase : null,
            ["minutes"] = 60,
            ["agendaMinutes"] = new[] { 20, 40 },
            ["words"] = titles.ToDictionary(t => t.Language, t => new { title = t.Title, agenda = new[] { "Introduce yourselves", "What to expect" }, prompts = new[] { "Why now?" } }),
        });
    }

    private static async Task StatusAsync(HttpClient client, string address, int status)
    {
        using var response = await client.GetAsync(address);
        ((int)response.StatusCode).Should().Be(status, await response.Content.ReadAsStringAsync());
    }

    /// <summary>How much the log holds that the two did.</summary>
    private async Task<int> EventsAsync(Guid ada, Guid grace)
    {
        await using var session = shared.Host.App.Services.GetRequiredService<IDocumentStore>().QuerySession();
        var (one, other) = (ada.ToString(), grace.ToString());
        return await session.Events.QueryAllRawEvents().CountAsync(e => e.UserName == one || e.UserName == other);
    }
}
