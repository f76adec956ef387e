using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;
using Advance.Tests.Files;
using Advance.Tests.Http.Api;
using Advance.Tests.Http.People;
using Npgsql;

namespace Advance.Tests.Http.Applications;

/// <summary>A supervisor without an account is asked for a letter, and answers through a link.</summary>
public class SupportLetterTests(SharedHost shared)
{
    private const string Open = "/api/support-letters";

    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_supervisor_reads_what_is_asked_and_answers_once_with_a_text()
    {
        var (application, person) = await AnApplicationAsync(Host);
        var token = await AskAsync(Host, application);
        (await CompletenessAsync(application)).Should().Be("Requested");
        using var supervisor = Supervisor(Host, token);
        var asked = await supervisor.ReadAsync(Open);
        asked.GetProperty("applicant").GetString().Should().Be("Ada Lovelace");
        asked.GetProperty("template").GetString().Should().Be("Please say for how long you know her.");
        await supervisor.RefusedAsync($"{Open}/answer", new { text = "" }, 400, "malformed");
        await supervisor.RefusedAsync($"{Open}/answer", new { text = new string('x', 20_001) }, 400, "malformed");
        await supervisor.DoAsync($"{Open}/answer", new { text = "I support her." });
        foreach (var (address, body) in new[] { ($"{Open}/answer", (object?)new { text = "Again" }), ($"{Open}/decline", null) })
            await supervisor.RefusedAsync(address, body, 409, "link-used");

        var documents = await Eventually.Get(async () => (await Host.Staff.ReadAsync($"/api/applications/{application}")).GetProperty("documents"),
            d => d.GetArrayLength() == 1, "the letter becomes a document");
        documents[0].GetProperty("kind").GetString().Should().Be("support-letter");
        var text = documents[0].GetProperty("textId").GetGuid();
        (await Host.Staff.ReadAsync($"/api/people/{person}/texts/{text}")).GetProperty("text").GetString().Should().Be("I support her.");
        (await CompletenessAsync(application)).Should().Be("Received");
        await Host.Staff.RefusedAsync($"/api/applications/{application}/request-support-letter", Request(), 409, "letter-received");
        var named = (await Host.As(Roles.Mentee, person).ReadAsync($"/api/people/{person}/access")).GetProperty("letterRequests").EnumerateArray().Single();
        named.GetProperty("supervisorName").GetString().Should().Be("Barbara Liskov", "what she said of others is held about her, too");
        named.TryGetProperty("tokenDigest", out _).Should().BeFalse();
        (await FoundAsync(token)).Should().Be(0, "the secret of a link is kept nowhere");
        (await FoundAsync("Barbara Liskov")).Should().Be(0, "the supervisor stands in no event");
    }

    [Fact]
    public async Task A_supervisor_sends_a_file_that_is_judged_as_any_upload()
    {
        var (application, person) = await AnApplicationAsync(Host);
        using var supervisor = Supervisor(Host, await AskAsync(Host, application));
        (await supervisor.SendAsync($"{Open}/answer-with-file", Sending.Content(SampleFiles.Picture))).Should().Be((409, "file-type-lies"));
        (await supervisor.SendAsync($"{Open}/answer-with-file", Sending.Content(new byte[11 * 1024 * 1024]))).Should().Be((413, "file-too-large"));
        await supervisor.KeepAsync($"{Open}/answer-with-file", Sending.Content(SampleFiles.Pdf(), name: "support.pdf"));
        var documents = await Eventually.Get(async () => (await Host.Staff.ReadAsync($"/api/applications/{application}")).GetProperty("documents"),
            d => d.GetArrayLength() == 1, "the letter becomes a document");
        ((int)(await Host.Staff.GetAsync($"/api/people/{person}/files/{documents[0].GetProperty("fileId").GetGuid()}")).StatusCode).Should().Be(200);
    }

    [Fact]
    public async Task A_link_that_is_unknown_replaced_or_of_another_is_refused_and_declining_needs_no_reason()
    {
        var (application, _) = await AnApplicationAsync(Host);
        var first = await AskAsync(Host, application);
        var second = await AskAsync(Host, application);
        await Supervisor(Host, first).RefusedAsync($"{Open}/decline", null, 409, "link-unknown");
        await Supervisor(Host, "nonsense").RefusedAsync($"{Open}/decline", null, 409, "link-unknown");
        await Host.Anonymous().RefusedAsync($"{Open}/decline", null, 409, "link-unknown");
        await Host.As(Roles.Mentee).RefusedAsync($"/api/applications/{application}/request-support-letter", Request(), 403, "forbidden");
        await Host.Staff.RefusedAsync($"/api/applications/{Ids.New()}/request-support-letter", Request(), 404, "not-found");
        await Host.Staff.RefusedAsync($"/api/applications/{application}/request-support-letter", new { supervisorName = "A\nB", supervisorEmail = "no" }, 400, "malformed");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Supervisor(Host, second).TryAsync($"{Open}/decline")));
        answers.Order().Should().Equal(["200", .. Enumerable.Repeat("409 link-used", 7)], "a link is used once");
        (await CompletenessAsync(application)).Should().Be("Declined");
        await Host.Staff.DoAsync($"/api/applications/{application}/withdraw");
        await Host.Staff.RefusedAsync($"/api/applications/{application}/request-support-letter", Request(), 409, "application-over");
    }

    [Fact]
    public async Task A_link_lapses_after_three_weeks_and_is_gone_with_the_applicant()
    {
        await using var host = await shared.OwnAsync();
        var (application, person) = await AnApplicationAsync(host);
        var token = await AskAsync(host, application);
        host.Clock.Advance(TimeSpan.FromDays(22));
        await Supervisor(host, token).RefusedAsync($"{Open}/answer", new { text = "Too late" }, 409, "link-expired");
        using var staff = host.As(Roles.Staff);
        (await staff.ReadAsync($"/api/applications/{application}/completeness")).GetProperty("supportLetter").GetString().Should().Be("Expired");
        token = await AskAsync(host, application);
        await staff.DoAsync($"/api/people/{person}/erase");
        await Supervisor(host, token).RefusedAsync($"{Open}/answer", new { text = "For nobody" }, 409, "link-unknown");
    }

    [Fact]
    public async Task An_application_may_come_before_its_letter_but_is_not_eligible_without()
    {
        var programme = await Programme.WithAStrandAsync(Host, requiredDocuments: ["support-letter"]);
        var (cohort, person) = (await programme.CohortWithAnOpenCallAsync(Host), await programme.APersonAsync(Host));
        var application = await Host.Staff.CreateAsync("/api/applications", new { cohortId = cohort, personId = person, supportLetterFollows = true });
        await Host.Staff.RefusedAsync($"/api/applications/{application}/confirm-eligibility", new { }, 409, "required-document-missing");
        (await Host.Staff.ReadAsync($"/api/applications/{application}/completeness")).GetProperty("missingDocuments")[0].GetString().Should().Be("support-letter");
    }

    [Fact]
    public async Task Who_tries_links_too_fast_is_told_to_wait()
    {
        await using var host = await ConfiguredHost.StartAsync(shared.Server, "--RateLimit:OpenPerMinute=5");
        using HttpClient nobody = new() { BaseAddress = new Uri(host.App.Urls.First()) };
        List<int> answers = [];
        for (var i = 0; i < 6; i++) answers.Add((int)(await nobody.GetAsync(Open)).StatusCode);
        answers.Should().Equal(409, 409, 409, 409, 409, 429);
    }

    private static object Request() =>
        new { supervisorName = "Barbara Liskov", supervisorEmail = "barbara@supervisors.example", template = "Please say for how long you know her." };

    private static async Task<(Guid Application, Guid Person)> AnApplicationAsync(TestHost host)
    {
        var programme = await Programme.WithAStrandAsync(host);
        var cohort = await programme.CohortWithAnOpenCallAsync(host);
        var person = await host.Staff.CreateAsync("/api/people", new
        {
            givenName = "Ada",
            familyName = "Lovelace",
            email = Somebody.Address("ada"),
            institutionId = programme.OwnerId,
            unit = "maths",
            careerStage = "postdoc",
            from = "2024-01-01",
        });
        return (await host.Staff.CreateAsync("/api/applications", new { cohortId = cohort, personId = person }), person);
    }

    internal static async Task<string> AskAsync(TestHost host, Guid application)
    {
        using var staff = host.As(Roles.Staff);
        using var answer = await staff.PostAsJsonAsync($"/api/applications/{application}/request-support-letter", Request());
        var link = await answer.Content.ReadFromJsonAsync<JsonElement>();
        answer.IsSuccessStatusCode.Should().BeTrue(link.GetRawText());
        return link.GetProperty("token").GetString()!;
    }

    internal static HttpClient Supervisor(TestHost host, string token)
    {
        var client = host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Letter", token);
        return client;
    }

    private async Task<string?> CompletenessAsync(Guid application) =>
        (await Host.Staff.ReadAsync($"/api/applications/{application}/completeness")).GetProperty("supportLetter").GetString();

    private async Task<long> FoundAsync(string text)
    {
        await using var source = NpgsqlDataSource.Create(Host.ConnectionString);
        await using var command = source.CreateCommand("select count(*) from es.mt_events e where e::text like @text");
        command.Parameters.AddWithValue("text", $"%{text}%");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
