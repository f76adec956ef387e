using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text;
using Advance.Contracts;
using Advance.Host;
using Advance.Host.Commands;
using Advance.Verifier;

namespace Advance.Tests.Http.Matching;

/// <summary>Proof, words, policies and forks of a computed round.</summary>
public class ProofTests(SharedHost shared)
{
    private TestHost Host => shared.Host;
    private HttpClient Staff => shared.Host.Staff;

    [Fact]
    public async Task A_computed_round_is_certified_explained_compared_and_forked()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var topic = Programme.Key("topic");
        var (mentor, person) = await cast.MentorAsync(topics: [topic]);
        var (ada, bea) = (await cast.MenteeAsync([topic], [person]), await cast.MenteeAsync([topic]));
        var round = await cast.RoundAsync();
        using (var early = await Staff.GetAsync($"/api/matching-rounds/{round}/policies")) ((int)early.StatusCode).Should().Be(409);
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");

        (await Staff.ReadAsync($"/api/matching-rounds/{round}/certificate")).GetProperty("mentors").EnumerateArray()
            .Should().OnlyContain(m => m.GetProperty("places").GetInt32() <= 2, "nobody needs more places than there are mentees");
        using (var workbook = await Staff.GetAsync($"/api/matching-rounds/{round}/certificate.xlsx"))
        {
            workbook.Content.Headers.ContentType!.MediaType.Should().Be("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
            (await workbook.Content.ReadAsByteArrayAsync())[..2].Should().Equal("PK"u8.ToArray());
        }

        var german = await Staff.ReadAsync($"/api/matching-rounds/{round}/explanations?mentee={ada}&mentor={mentor}&lang=de");
        german.GetProperty("sentences").EnumerateArray().Select(s => s.GetString()).Should().Contain("Das Paar steht im Plan.");
        german.GetProperty("robustness").GetProperty("stands").GetInt32().Should().BePositive();
        using (var asked = new HttpRequestMessage(HttpMethod.Get, $"/api/matching-rounds/{round}/explanations?mentee={bea}&mentor={mentor}"))
        {
            asked.Headers.AcceptLanguage.ParseAdd("fr-LU,en;q=0.5");
            using var french = await Staff.SendAsync(asked);
            (await french.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("language").GetString().Should().Be("fr");
        }

        using (var unknown = await Staff.GetAsync($"/api/matching-rounds/{round}/explanations?mentee={bea}&mentor={mentor}&lang=lb")) ((int)unknown.StatusCode).Should().Be(400);
        var policies = (await Staff.ReadAsync($"/api/matching-rounds/{round}/policies")).GetProperty("policies");
        policies.EnumerateArray().Select(p => p.GetProperty("policy").GetString()).Should().Equal("Fair", "Total", "Stable", "LeastChange");
        (await Staff.ReadAsync($"/api/matching-rounds/{round}/prices-of-rules")).ValueKind.Should().Be(JsonValueKind.Array);
        using var mentee = Host.As(Roles.Mentee, ada);
        using (var hidden = await mentee.GetAsync($"/api/matching-rounds/{round}/policies")) ((int)hidden.StatusCode).Should().Be(403);

        using var auditor = Host.As(Roles.Auditor);
        (await auditor.ReadAsync($"/api/matching-rounds/{round}/certificate")).GetProperty("proposalHash").GetString().Should().HaveLength(64);
        await auditor.RefusedAsync($"/api/matching-rounds/{round}/what-if", new { }, 403, "forbidden");
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/what-if", new { withoutRules = new[] { "no-capacity" } }, 409, "rule-is-firm");
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/what-if", new { withoutRules = new[] { "no-such-rule" } }, 400, "malformed");
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/what-if", new { pins = new[] { new { menteeId = Ids.New(), mentorId = mentor } } }, 409, "unknown-mentee");
        await Staff.RefusedAsync($"/api/matching-rounds/{round}/what-if", new { pins = new[] { new { menteeId = ada, mentorId = mentor }, new { menteeId = bea, mentorId = mentor } } },
            409, "contradictory-pins");
        using var fork = await Staff.PostAsJsonAsync($"/api/matching-rounds/{round}/what-if", new
        {
            cap = 1,
            withInstitutions = new[] { Ids.New() },
            withMentors = new[] { new { institutionId = Ids.New(), places = 2, topics = new[] { topic } } },
        });
        var answer = await fork.Content.ReadFromJsonAsync<JsonElement>();
        fork.IsSuccessStatusCode.Should().BeTrue(answer.ToString());
        answer.GetProperty("totalMore").GetInt32().Should().BePositive("bea would have a mentor for her topic");
    }

    [Fact]
    public async Task Who_lost_a_mentor_is_matched_again_before_anyone_who_never_had_one()
    {
        var cast = await Cast.WithACohortAsync(Host);
        await Staff.RefusedAsync($"/api/cohorts/{cast.Cohort}/rematch", new { }, 409, "nobody-to-rematch");
        await Staff.RefusedAsync($"/api/cohorts/{cast.Cohort}/rematch", new { daysToAnswer = 0 }, 400, "malformed");
        var topic = Programme.Key("topic");
        var (first, firstPerson) = await cast.MentorAsync(topics: [topic]);
        var ada = await cast.MenteeAsync([topic], [firstPerson]);
        var id = (await cast.MatchAsync()).Single();
        await cast.AsMentee(ada).DoAsync($"/api/mentorships/{id}/accept");
        await cast.AsMentor(firstPerson).DoAsync($"/api/mentorships/{id}/accept");
        var newcomer = await cast.MenteeAsync([topic]);

        await cast.AsMentor(firstPerson).DoAsync($"/api/mentors/{first}/retire");
        var (second, _) = await cast.MentorAsync(topics: [topic]);
        var round = await Staff.CreateAsync($"/api/cohorts/{cast.Cohort}/rematch", new { });
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        var certificate = await Staff.ReadAsync($"/api/matching-rounds/{round}/certificate");
        certificate.GetProperty("mentees").EnumerateArray().Select(m => m.GetProperty("menteeId").GetGuid()).Should().Equal(ada).And.NotContain(newcomer);
        await cast.ApproveAsync(round);
        await Staff.DoAsync($"/api/matching-rounds/{round}/publish");
        (await Staff.ReadAsync($"/api/mentorships/{id}")).GetProperty("status").GetString().Should().Be("Ended");
        var page = (await Staff.ReadAsync($"/api/cohorts/{cast.Cohort}/mentorships")).GetProperty("items").EnumerateArray();
        page.Single(m => m.GetProperty("status").GetString() == "Proposed").GetProperty("menteeId").GetGuid().Should().Be(ada);
        (await Staff.ReadAsync($"/api/mentors/{first}")).GetProperty("load").GetInt32().Should().Be(0);
        second.Should().NotBe(first);
        await AssertEveryMatchIsProvedAsync(cast.Cohort);
    }

    /// <summary>As an auditor does it: the certificates of the cohort and the exported log, and the Verifier alone.</summary>
    private async Task AssertEveryMatchIsProvedAsync(Guid cohort)
    {
        using var auditor = Host.As(Roles.Auditor);
        var folder = Directory.CreateTempSubdirectory("advance-certificates-");
        try
        {
            using (var zip = new ZipArchive(await auditor.GetStreamAsync($"/api/cohorts/{cohort}/certificates"))) zip.ExtractToDirectory(folder.FullName);
            folder.GetFiles().Select(f => f.Name).Order().Should().Equal("round-001.json", "round-002.json");
            var log = Path.Combine(folder.FullName, "log.ndjson");
            await Eventually.Get(() => MatchesAsync(folder.FullName, log),
                said => said.StartsWith("valid: 2 pairs were proposed by 2 published rounds", StringComparison.Ordinal), "every match is proved");
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        ((int)(await auditor.GetAsync($"/api/cohorts/{Ids.New()}/certificates")).StatusCode).Should().Be(404);
        ((int)(await Host.As(Roles.Mentee, Ids.New()).GetAsync($"/api/cohorts/{cohort}/certificates")).StatusCode).Should().Be(403);
    }

    private async Task<string> MatchesAsync(string folder, string log)
    {
        await using (var export = new FileStream(log, FileMode.Create)) await ExportCommand.WriteAsync(ApiClient.Of(Host.App), export);
        using var output = new MemoryStream();
        Cli.Run(["matches", folder, "--log", log], Stream.Null, output);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    [Fact]
    public async Task Two_who_are_ruled_out_are_never_proposed_and_nobody_learns_who_asked()
    {
        var cast = await Cast.WithACohortAsync(Host);
        var (mentor, person) = await cast.MentorAsync();
        var ada = await cast.MenteeAsync();
        using (var stranger = Host.As(Roles.Mentee, Ids.New())) await stranger.RefusedAsync($"/api/mentors/{mentor}/never-again", new { menteeId = ada }, 403, "forbidden");
        await cast.AsMentee(ada).DoAsync($"/api/mentors/{mentor}/never-again", new { menteeId = ada });
        await cast.AsMentor(person).DoAsync($"/api/mentors/{mentor}/never-again", new { menteeId = ada });
        var round = await cast.RoundAsync();
        await Staff.DoAsync($"/api/matching-rounds/{round}/compute");
        (await Staff.ReadAsync($"/api/matching-rounds/{round}/explanations?mentee={ada}&mentor={mentor}")).GetProperty("rules").EnumerateArray()
            .Select(r => r.GetString()).Should().Contain("declared-refusal");
    }
}
