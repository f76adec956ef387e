using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;
using Npgsql;

namespace Advance.Tests.Http.People;

/// <summary>People that tests make through the API.</summary>
internal static class Somebody
{
    public static string Address(string name) => $"{Programme.Key(name)}@example.org";

    public static object Details(string email, string givenName = "Ada", string familyName = "Lovelace", string? gender = null) =>
        new { givenName, familyName, email, gender };

    public static Task<Guid> RegisterAsync(TestHost host, string? email = null) =>
        host.Staff.CreateAsync("/api/people", Details(email ?? Address("ada")));
}

public class PersonTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task A_person_is_registered_with_an_affiliation_and_found_by_name_and_address()
    {
        var university = await Host.Staff.CreateAsync("/api/institutions", new { key = Programme.Key("uni"), name = "University" });
        var (email, name) = (Somebody.Address("Grace"), Programme.Key("Höpper"));
        var person = await Host.Staff.CreateAsync("/api/people", new
        {
            givenName = "Grace",
            familyName = name,
            email,
            languages = new[] { "en", "fr" },
            orcid = "0000-0002-1825-0097",
            institutionId = university,
            unit = "dcs",
            careerStage = "postdoc",
            from = "2025-01-01",
        });

        var view = await Host.Staff.ReadAsync($"/api/people/{person}");
        view.GetProperty("email").GetString().Should().Be(email);
        view.GetProperty("affiliations")[0].GetProperty("institutionId").GetGuid().Should().Be(university);
        (await FoundAsync(new { name = name.Replace('ö', 'o').ToUpperInvariant() })).Should().Equal(person);
        (await FoundAsync(new { email = email.ToUpperInvariant() })).Should().Equal(person);
        (await FoundAsync(new { email = Somebody.Address("nobody") })).Should().BeEmpty();
        await Host.Staff.RefusedAsync("/api/people/find", new { name = "a", email }, 400, "malformed");
        await Host.As(Roles.Mentee, person).RefusedAsync("/api/people/find", new { email }, 403, "forbidden");
    }

    [Fact]
    public async Task One_address_registers_one_person_however_many_try_at_once()
    {
        var email = Somebody.Address("race");
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            Host.Staff.PostAsJsonAsync("/api/people", Somebody.Details(i % 2 == 0 ? email : email.ToUpperInvariant()))));
        answers.Count(a => (int)a.StatusCode == 201).Should().Be(1);
        var refusals = answers.Where(a => (int)a.StatusCode == 409).ToList();
        refusals.Should().HaveCount(15);
        foreach (var refusal in refusals) (await refusal.Content.ReadAsStringAsync()).Should().Contain("/email-taken");
    }

    [Fact]
    public async Task Personal_data_stand_in_no_event()
    {
        var marker = Programme.Key("zzmarker");
        var person = await Host.Staff.CreateAsync("/api/people", new
        {
            givenName = marker,
            familyName = marker,
            email = $"{marker}@example.org",
            phone = marker,
            languages = new[] { marker },
            gender = marker,
            externalOrganisation = marker,
        });
        await Host.Staff.CreateAsync($"/api/people/{person}/texts", new { kind = "motivation-letter", text = $"I am {marker}." });
        await Host.Staff.DoAsync($"/api/people/{person}/grant-access", new { issuer = "https://idp", subject = marker, role = "mentee" });
        await CorrectAsync(Host.Staff, person, Somebody.Details($"{marker}@example.com", marker, "Corrected", marker));
        await Host.Staff.DoAsync($"/api/people/{person}/erase");

        (await CountAsync($"select count(*) from es.mt_events where stream_id = '{person}'")).Should().Be(4);
        (await CountAsync($"select count(*) from es.mt_events e where e::text ilike '%{marker}%'")).Should().Be(0);
        (await CountAsync($"select count(*) from people.mt_doc_personaldata d where d::text ilike '%{marker}%'")).Should().Be(0);
    }

    [Fact]
    public async Task A_correction_insists_on_what_was_read_and_frees_the_old_address()
    {
        var (old, email) = (Somebody.Address("old"), Somebody.Address("new"));
        var person = await Somebody.RegisterAsync(Host, old);
        var herself = Host.As(Roles.Mentee, person);
        await herself.RefusedAsync($"/api/people/{person}/correct", Somebody.Details(email), 428, "precondition-missing");
        await CorrectAsync(herself, person, Somebody.Details(email, gender: "female"));
        await Somebody.RegisterAsync(Host, old);
        await Host.Staff.RefusedAsync("/api/people", Somebody.Details(email), 409, "email-taken");
        await Host.As(Roles.Mentee, Ids.New()).RefusedAsync($"/api/people/{person}/record-affiliation", new { }, 403, "forbidden");

        var view = await herself.ReadAsync($"/api/people/{person}");
        view.GetProperty("email").GetString().Should().Be(email);
        view.GetProperty("version").GetInt32().Should().Be(2, "a reading does not change the version");
    }

    [Fact]
    public async Task The_person_sees_who_read_their_data_and_every_event_about_them()
    {
        var (ada, grace) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        await Host.Staff.ReadAsync($"/api/people/{ada}?purpose=case-42");
        await Host.Staff.DoAsync($"/api/people/{ada}/disclose-relationship", new { otherPersonId = grace, kind = "Supervision", from = "2024-01-01" });
        var text = await Host.As(Roles.Mentee, ada).CreateAsync($"/api/people/{ada}/texts", new { kind = "motivation-letter", text = "Dear committee" });
        await Host.Staff.ReadAsync($"/api/people/{ada}/texts/{text}");

        var export = await Host.As(Roles.Mentee, ada).ReadAsync($"/api/people/{ada}/access");
        var events = export.GetProperty("events").GetProperty("items").EnumerateArray().ToList();
        events.Select(e => e.GetProperty("type").GetString()).Should().Equal(
            "people.person-registered", "people.person-read", "people.relationship-disclosed", "people.person-read");
        events[1].GetProperty("data").GetProperty("purpose").GetString().Should().Be("case-42");
        events[1].GetProperty("byRole").GetString().Should().Be("staff");
        events[3].GetProperty("data").GetProperty("purpose").GetString().Should().Be("administration");
        export.GetProperty("texts")[0].GetProperty("text").GetString().Should().Be("Dear committee");
        export.GetProperty("relationships").GetArrayLength().Should().Be(1);
        (await Host.Staff.ReadAsync($"/api/people/{grace}/relationships")).GetProperty("items").GetArrayLength().Should().Be(1);

        foreach (var address in new[] { "", "/access", "/relationships", $"/texts/{text}" })
        {
            using var other = await Host.As(Roles.Mentor, grace).GetAsync($"/api/people/{ada}{address}");
            ((int)other.StatusCode).Should().Be(403, address);
        }
    }

    [Fact]
    public async Task A_relationship_disclosed_by_both_at_once_is_known_once()
    {
        var (ada, grace) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Host.Staff.PostAsJsonAsync(
            $"/api/people/{(i % 2 == 0 ? ada : grace)}/disclose-relationship",
            new { otherPersonId = i % 2 == 0 ? grace : ada, kind = "Kinship", from = "2020-01-01" })));
        answers.Count(a => a.IsSuccessStatusCode).Should().Be(1);
        foreach (var refusal in answers.Where(a => !a.IsSuccessStatusCode))
            (await refusal.Content.ReadAsStringAsync()).Should().Contain("/relationship-already-disclosed");
        await Host.Staff.RefusedAsync($"/api/people/{ada}/disclose-relationship",
            new { otherPersonId = Ids.New(), kind = "Kinship", from = "2020-01-01" }, 404, "not-found");
        await Host.Staff.RefusedAsync($"/api/people/{ada}/disclose-relationship",
            new { otherPersonId = ada, kind = "Kinship", from = "2020-01-01" }, 409, "relationship-with-oneself");
    }

    private static async Task CorrectAsync(HttpClient client, Guid person, object details)
    {
        using var read = await client.GetAsync($"/api/people/{person}");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/people/{person}/correct") { Content = JsonContent.Create(details) };
        request.Headers.IfMatch.Add(read.Headers.ETag!);
        using var response = await client.SendAsync(request);
        ((int)response.StatusCode).Should().Be(200, await response.Content.ReadAsStringAsync());
    }

    private async Task<List<Guid>> FoundAsync(object body)
    {
        using var response = await Host.Staff.PostAsJsonAsync("/api/people/find", body);
        var page = await response.Content.ReadFromJsonAsync<JsonElement>();
        return [.. page.GetProperty("items").EnumerateArray().Select(p => p.GetProperty("id").GetGuid())];
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(Host.ConnectionString);
        return (long)(await source.CreateCommand(sql).ExecuteScalarAsync())!;
    }
}
