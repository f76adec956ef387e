using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;

namespace Advance.Tests.Http.Strands;

/// <summary>A strand is a template as a whole: what every module keeps of it is found again in its copy.</summary>
public class CopyTests(SharedHost shared)
{
    private HttpClient Staff => shared.Host.Staff;

    [Fact]
    public async Task A_copied_strand_has_everything_that_its_original_had_when_it_was_copied()
    {
        var original = await AStrandWithEverythingAsync(shared.Host);
        var copy = await CopyAsync(shared.Host, original);
        await Staff.DoAsync($"/api/strands/{original}/replace-guide", Guide("First, anew", replaces: 1));
        await Staff.DoAsync($"/api/strands/{original}/adopt-matching-rules", new { introductoryMeeting = false });
        await HasTheSameAsync(shared.Host, original, copy, mayDiffer: true);

        var strand = await Staff.ReadAsync($"/api/strands/{copy}");
        strand.GetProperty("copiedFrom").GetGuid().Should().Be(original);
        strand.GetProperty("policy").GetProperty("policy").GetProperty("hardCap").GetInt32().Should().Be(20);
        var guide = (await Staff.ReadAsync($"/api/strands/{copy}/guides?lang=fr")).GetProperty("guides")[0];
        (guide.GetProperty("guideVersion").GetInt32(), guide.GetProperty("title").GetString(), guide.GetProperty("agenda")[0].GetProperty("text").GetString())
            .Should().Be((1, "Première", "Un point"));
        var asked = (await Staff.ReadAsync($"/api/strands/{copy}/questionnaires?role=Mentor")).GetProperty("items")[0];
        (asked.GetProperty("questionnaireVersion").GetInt32(), asked.GetProperty("words").GetProperty("field").GetString()).Should().Be((1, "What is your field, mentor?"));
        var rules = await Staff.ReadAsync($"/api/strands/{copy}/matching-rules");
        (rules.GetProperty("rulesVersion").GetInt32(), rules.GetProperty("introductoryMeeting").GetBoolean(), rules.GetProperty("daysToAnswer").GetInt32()).Should().Be((1, true, 5));
        (await Staff.ReadAsync($"/api/strands/{copy}/review-rules")).GetProperty("rules").GetProperty("scaleTo").GetInt32().Should().Be(10);
        await Staff.DoAsync($"/api/strands/{copy}/replace-guide", Guide("The copy's own", replaces: 1));
        (await Staff.ReadAsync($"/api/strands/{original}/guides")).GetProperty("guides")[0].GetProperty("title").GetString().Should().Be("First, anew");
    }

    [Fact]
    public async Task A_copy_of_a_copy_that_has_just_been_made_has_everything_too()
    {
        var original = await AStrandWithEverythingAsync(shared.Host);
        var copy = await CopyAsync(shared.Host, await CopyAsync(shared.Host, original));
        await HasTheSameAsync(shared.Host, original, copy);
    }

    [Fact]
    public async Task A_copied_strand_with_nothing_of_its_own_to_take_over_has_nothing()
    {
        var programme = await Programme.WithAStrandAsync(shared.Host);
        var copy = await CopyAsync(shared.Host, programme.StrandId);
        await Settled.Async(shared.Host);
        (await Staff.ReadAsync($"/api/strands/{copy}/guides")).GetProperty("guides").GetArrayLength().Should().Be(0);
        (await Staff.ReadAsync($"/api/strands/{copy}/questionnaires")).GetProperty("items").GetArrayLength().Should().Be(0);
        (await Staff.ReadAsync($"/api/strands/{copy}/review-rules")).GetProperty("rules").ValueKind.Should().Be(JsonValueKind.Null);
        (await Staff.ReadAsync($"/api/strands/{copy}/matching-rules")).GetProperty("rulesVersion").GetInt32().Should().Be(0);
        using var missing = await Staff.GetAsync($"/api/strands/{Ids.New()}/review-rules");
        ((int)missing.StatusCode).Should().Be(404);
    }

    /// <summary>A one-on-one strand with guides, questionnaires for both roles, review rules and matching rules.</summary>
    internal static async Task<Guid> AStrandWithEverythingAsync(TestHost host)
    {
        var strand = (await Programme.WithAStrandAsync(host)).StrandId;
        await host.Staff.DoAsync($"/api/strands/{strand}/adopt-guide", Guide("First"));
        foreach (var (role, words) in new[] { ("Applicant", "What is your field?"), ("Mentor", "What is your field, mentor?") })
            await host.Staff.DoAsync($"/api/strands/{strand}/adopt-questionnaire", new
            {
                role,
                effectiveFrom = "2020-01-01",
                questions = new[] { new { key = "field", type = "Single", isRequired = true, choices = new[] { "law", "physics" } } },
                documents = new[] { new { kind = "motivation-letter", maxPages = 2 } },
                words = new Dictionary<string, string> { ["field"] = words },
            });
        await host.Staff.DoAsync($"/api/strands/{strand}/adopt-review-rules", new { blind = true, rubric = new[] { new { key = "merit", weight = 3 } }, scaleFrom = 0, scaleTo = 10 });
        await host.Staff.DoAsync($"/api/strands/{strand}/adopt-matching-rules",
            new { introductoryMeeting = true, daysToAnswer = 5, withoutRules = new[] { "earlier-pairing" }, weights = new { topics = 1, wishes = 2, difference = 3, experience = 4 } });
        return strand;
    }

    internal static async Task<Guid> CopyAsync(TestHost host, Guid strand)
    {
        using var answer = await host.Staff.PostAsJsonAsync($"/api/strands/{strand}/copy", new { key = Programme.Key("copy"), name = "Another strand" });
        ((int)answer.StatusCode).Should().Be(201, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    /// <summary>A moment later the copy has guides, questionnaires and rules, which say the same unless the original changed meanwhile.</summary>
    internal static async Task HasTheSameAsync(TestHost host, Guid original, Guid copy, bool mayDiffer = false)
    {
        foreach (var (address, member) in new[]
        {
            ("guides", "guides"), ("questionnaires?role=Applicant", "items"), ("questionnaires?role=Mentor", "items"), ("review-rules", "rules"), ("matching-rules", "rulesVersion"),
        })
        {
            var found = await Eventually.Get(async () => (await host.Staff.ReadAsync($"/api/strands/{copy}/{address}")).GetProperty(member),
                has => has.ValueKind switch { JsonValueKind.Array => has.GetArrayLength() > 0, JsonValueKind.Number => has.GetInt32() > 0, _ => has.ValueKind is JsonValueKind.Object },
                $"the copy takes over {address}");
            if (!mayDiffer) Told(found).Should().Be(Told((await host.Staff.ReadAsync($"/api/strands/{original}/{address}")).GetProperty(member)), address);
        }

        // What is the copy's own: its id, that of its questionnaire, and since when it asks.
        string Told(JsonElement element) => System.Text.RegularExpressions.Regex.Replace(element.GetRawText(),
            "\"(strandId|questionnaireId|effectiveFrom)\":\"[^\"]*\"", "\"$1\":\"\"");
    }

    private static object Guide(string title, int? replaces = null)
    {
        var words = new { en = new { title, agenda = new[] { "One point" } }, fr = new { title = "Première", agenda = new[] { "Un point" } } };
        return replaces is null ? new { key = "first-meeting", meeting = 1, minutes = 45, words } : new { key = "first-meeting", replaces, meeting = 1, minutes = 45, words };
    }
}
