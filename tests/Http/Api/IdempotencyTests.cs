using System.Net.Http.Json;
using Advance.Contracts;
using Advance.Tests.Http.People;
using Npgsql;

namespace Advance.Tests.Http.Api;

public class IdempotencyTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task The_same_key_with_the_same_request_gets_the_same_answer_and_nothing_happens_twice()
    {
        var (key, body) = (Ids.New().ToString(), AnInstitution());
        var (first, second) = (await PostAsync(Host.Staff, key, body), await PostAsync(Host.Staff, key, body));
        first.Status.Should().Be(201);
        second.Should().Be(first);
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_a_mismatch()
    {
        var key = Ids.New().ToString();
        await PostAsync(Host.Staff, key, AnInstitution());
        using var response = await SendAsync(Host.Staff, key, AnInstitution());
        (await Answer.OfAsync(response)).Should().Match<Answer>(a => a.Status == 422 && a.Code == "idempotency-mismatch");
    }

    [Fact]
    public async Task In_parallel_one_does_it_and_all_get_its_answer()
    {
        var (key, body) = (Ids.New().ToString(), AnInstitution());
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => PostAsync(Host.Staff, key, body)));
        answers.Where(a => a.Status == 201).Select(a => a.Body).Distinct().Should().ContainSingle();
        answers.Should().OnlyContain(a => a.Status == 201 || (a.Status == 409 && a.Body.Contains("idempotency-in-progress")));
    }

    [Fact]
    public async Task Two_callers_may_have_the_same_key()
    {
        var key = Ids.New().ToString();
        var (mine, other) = (Host.As(Roles.Staff, Ids.New()), Host.As(Roles.Staff, Ids.New()));
        var answers = new[] { await PostAsync(mine, key, AnInstitution()), await PostAsync(other, key, AnInstitution()) };
        answers.Should().OnlyContain(a => a.Status == 201);
        answers.Select(a => a.Body).Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_refusal_leaves_the_key_free()
    {
        var programme = await Programme.WithAStrandAsync(Host);
        var cohort = await Host.Staff.CreateAsync("/api/cohorts", new { programme.StrandId, key = Programme.Key("cohort"), startsOn = Programme.NextYear });
        var (key, close) = (Ids.New().ToString(), $"/api/cohorts/{cohort}/close-call");
        (await PostAsync(Host.Staff, key, null, close)).Status.Should().Be(409);
        await Host.Staff.DoAsync($"/api/cohorts/{cohort}/publish-call", new { deadline = Host.Clock.GetUtcNow().AddDays(30), places = (int?)null });
        (await PostAsync(Host.Staff, key, null, close)).Status.Should().Be(200);
    }

    [Fact]
    public async Task An_answer_that_holds_names_is_kept_nowhere()
    {
        var (person, key) = (await Somebody.RegisterAsync(Host), Ids.New().ToString());
        var email = (await Host.Staff.ReadAsync($"/api/people/{person}")).GetProperty("email").GetString()!;
        var before = await ClaimsAsync();
        var (first, second) = (await PostAsync(Host.Staff, key, new { email }, "/api/people/find"), await PostAsync(Host.Staff, key, new { email = "nobody@example.org" }, "/api/people/find"));
        first.Status.Should().Be(200);
        first.Body.Should().Contain(person.ToString());
        second.Status.Should().Be(200, "the key means nothing here");
        (await ClaimsAsync()).Where(c => !before.Contains(c)).Should().NotContain(c => c.Contains(person.ToString()));
    }

    /// <summary>Everything that Wolverine keeps about keys, each row as text.</summary>
    private async Task<HashSet<string>> ClaimsAsync()
    {
        await using var source = NpgsqlDataSource.Create(Host.ConnectionString);
        var tables = new List<string>();
        await using (var reader = await source.CreateCommand("select table_name from information_schema.tables where table_schema = 'wolverine' and table_name like '%dedup%'").ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        tables.Should().NotBeEmpty();
        HashSet<string> rows = [];
        foreach (var table in tables)
        {
            await using var reader = await source.CreateCommand($"select t::text || coalesce(encode(decode(substring(t::text from '\\\\x([0-9a-f]+)'), 'hex'), 'escape'), '') from wolverine.{table} t").ExecuteReaderAsync();
            while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private static object AnInstitution() => new { key = Programme.Key("inst"), name = "Institution" };

    private static async Task<Given> PostAsync(HttpClient client, string key, object? body, string address = "/api/institutions")
    {
        using var response = await SendAsync(client, key, body, address);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location?.ToString());
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string key, object? body, string address = "/api/institutions")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    private sealed record Given(int Status, string Body, string? Location);
}
