using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Advance.Tests.Files;
using Advance.Tests.Http.People;
using Npgsql;

namespace Advance.Tests.Http.Walk;

/// <summary>Known values are planted in every personal field, and looked for in every table there is.</summary>
[Collection(WalkHost.Name)]
public class CanaryTests(WalkHost walk)
{
    private readonly Office _office = new(walk.Host);

    /// <summary>Each long and strange enough to be met by no chance.</summary>
    private readonly Dictionary<string, string> _canaries = new[]
    {
        "givenName", "familyName", "email", "phone", "gender", "externalOrganisation", "language", "text", "issuer", "subject", "correctedName", "otherEmail", "search",
        "addedEmail", "removedEmail", "disability", "group",
        "fileName", "fileBytes", "answer", "specialAnswer", "supervisorName", "supervisorEmail", "template", "supportLetter",
    }.ToDictionary(field => field, field => $"kanari{field.ToLowerInvariant()}{Guid.NewGuid().ToString("N")[..12]}");

    [Fact]
    public async Task Personal_data_lie_in_the_tables_of_People_only_and_after_the_erasure_nowhere()
    {
        const string orcid = "0000-0001-5109-3700";
        var of = await _office.PlanAsync("OneOnOne", hardCap: 1);
        await _office.Staff.DoAsync($"/api/cohorts/{of.CohortId}/publish-call", new { deadline = _office.Now.AddDays(9) });
        var person = await RegisterAsync(of.OwnerId, orcid);
        var self = _office.Mentee(person);
        var letter = await self.CreateAsync($"/api/people/{person}/texts", new { kind = "motivation-letter", text = $"I am {_canaries["text"]}." });
        var application = await self.CreateAsync("/api/applications", new { cohortId = of.CohortId, personId = person, motivationLetterId = letter });
        await HandInAsync(of, person, application);
        foreach (var field in new[] { "givenName", "familyName", "email", "phone", "gender", "externalOrganisation", "language", "text",
            "fileName", "fileBytes", "answer", "specialAnswer", "supervisorName", "supervisorEmail", "template", "supportLetter" })
            (await FoundAsync([_canaries[field]])).Should().NotBeEmpty($"{field} is kept").And.OnlyContain(t => t.StartsWith("people."), $"{field} is kept there only");
        await UseAsync(of, person, letter, application, orcid);
        var sought = _canaries.Values.Append(orcid).ToList();
        (await FoundAsync(sought)).Should().NotBeEmpty("the search finds what is there").And.OnlyContain(f => f.StartsWith("people."));

        await _office.Staff.DoAsync($"/api/people/{person}/erase");
        (await FoundAsync(sought)).Should().BeEmpty("an erasure leaves nothing");
    }

    /// <summary>A file, answers, and the letter of a supervisor.</summary>
    private async Task HandInAsync(CohortOf of, Guid person, Guid application)
    {
        await _office.Staff.KeepAsync($"/api/people/{person}/files?kind=cv",
            Sending.Content([.. SampleFiles.Pdf(), .. Encoding.UTF8.GetBytes($"{_canaries["fileBytes"]}\n%%EOF")], name: $"{_canaries["fileName"]}.pdf"));
        var questionnaireId = await IdempotentAsync($"/api/strands/{of.StrandId}/adopt-questionnaire", new
        {
            role = "Applicant",
            effectiveFrom = "2020-01-01",
            questions = new object[] { new { key = "plain", type = "ShortText" }, new { key = "health", type = "LongText", dataClass = "Special" } },
        });
        await IdempotentAsync($"/api/people/{person}/answers", new
        {
            questionnaireId,
            questionnaireVersion = 1,
            answers = new { plain = _canaries["answer"], health = _canaries["specialAnswer"] },
            consentsToSpecialData = true,
        });
        var link = await Office.AskAsync(_office.Staff, $"/api/applications/{application}/request-support-letter", new
        {
            supervisorName = _canaries["supervisorName"],
            supervisorEmail = $"{_canaries["supervisorEmail"]}@example.org",
            template = _canaries["template"],
        });
        using var supervisor = walk.Host.Anonymous();
        supervisor.DefaultRequestHeaders.Authorization = new("Letter", link.GetProperty("token").GetString());
        await supervisor.DoAsync("/api/support-letters/answer", new { text = _canaries["supportLetter"] });
    }

    private Task<Guid> RegisterAsync(Guid institution, string orcid) => IdempotentAsync("/api/people", new
    {
        givenName = _canaries["givenName"],
        familyName = _canaries["familyName"],
        email = $"{_canaries["email"]}@example.org",
        orcid,
        phone = _canaries["phone"],
        languages = new[] { _canaries["language"] },
        gender = _canaries["gender"],
        externalOrganisation = _canaries["externalOrganisation"],
        institutionId = institution,
        unit = Programme.Key("unit"),
        careerStage = "postdoc",
        from = "2022-01-01",
    });

    /// <summary>What an office does with a person: finds, reads, corrects, merges, grants, reports; each with an idempotency key where one is taken.</summary>
    private async Task UseAsync(CohortOf of, Guid person, Guid letter, Guid application, string orcid)
    {
        var staff = _office.Staff;
        foreach (var sought in new object[] { new { name = _canaries["familyName"] }, new { email = $"{_canaries["email"]}@example.org" }, new { name = _canaries["search"] } })
            await Office.AskAsync(staff, "/api/people/find", sought);
        await IdempotentAsync($"/api/people/{person}/grant-access", new { issuer = $"https://{_canaries["issuer"]}", subject = _canaries["subject"], role = "mentee" });
        var twin = await staff.CreateAsync("/api/people",
            new { givenName = _canaries["givenName"], familyName = _canaries["familyName"], email = $"{_canaries["otherEmail"]}@example.org" });
        await IdempotentAsync($"/api/people/{person}/merge", new { mergedPersonId = twin });
        await CorrectAsync(person, orcid);
        await StateAsync(person);
        foreach (var address in new[] { "", "/access", $"/texts/{letter}", "/identities", "/timeline", "/special-data", "/consents", "/affiliations" })
            await staff.ReadAsync($"/api/people/{person}{address}");
        await staff.ReadAsync($"/api/institutions/{of.OwnerId}/people");
        await staff.RefusedAsync("/api/people", new { givenName = "A", familyName = "B", email = $"{_canaries["email"]}@example.org" }, 409, "email-taken");
        await IdempotentAsync($"/api/applications/{application}/confirm-eligibility", new { });
        await staff.CreateAsync("/api/reports", new { cohortId = of.CohortId, kind = "cohort-audit" });
        await Eventually.Get(async () => (await Office.AllAsync(staff, $"/api/cohorts/{of.CohortId}/timeline")).Any(e => e.GetProperty("kind").GetString() == "reporting.report-issued"),
            "the asynchronous tables have heard of it");
    }

    /// <summary>What the person says of themselves: more addresses, a consent, special-category data; some of it is taken back.</summary>
    private async Task StateAsync(Guid person)
    {
        var (self, address) = (_office.Mentee(person), $"/api/people/{person}");
        foreach (var email in new[] { "addedEmail", "removedEmail" }) await IdempotentAsync($"{address}/add-email", new { email = $"{_canaries[email]}@example.org" });
        await IdempotentAsync($"{address}/remove-email", new { email = $"{_canaries["removedEmail"]}@example.org" });
        await self.DoAsync($"{address}/make-email-primary", new { email = $"{_canaries["addedEmail"]}@example.org" });
        await self.DoAsync($"{address}/give-consent", new { purpose = "special-category-data", wordsVersion = "1.0" });
        await self.DoAsync($"{address}/state-special-data", new { disability = _canaries["disability"], underrepresentedGroup = _canaries["group"] });
    }

    private async Task CorrectAsync(Guid person, string orcid)
    {
        using var read = await _office.Staff.GetAsync($"/api/people/{person}");
        using HttpRequestMessage request = new(HttpMethod.Post, $"/api/people/{person}/correct")
        {
            Content = JsonContent.Create(new
            {
                givenName = _canaries["correctedName"],
                familyName = _canaries["familyName"],
                email = $"{_canaries["email"]}@example.org",
                orcid,
                phone = _canaries["phone"],
                gender = _canaries["gender"],
            }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.ToString());
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await _office.Staff.SendAsync(request);
        response.IsSuccessStatusCode.Should().BeTrue(await response.Content.ReadAsStringAsync());
    }

    private async Task<Guid> IdempotentAsync(string address, object body)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, address) { Content = JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var response = await _office.Staff.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.Should().BeTrue($"{address}: {text}");
        return JsonDocument.Parse(text).RootElement.TryGetProperty("id", out var id) ? id.GetGuid() : Guid.Empty;
    }

    /// <summary>The tables, in all schemas, with a row that holds one of the values: as it is, in base64 at any offset, in hexadecimal.</summary>
    private async Task<IReadOnlyList<string>> FoundAsync(IReadOnlyList<string> values)
    {
        var patterns = values.SelectMany(Spellings).Select(s => $"%{s}%").Distinct().ToArray();
        await using var source = NpgsqlDataSource.Create(walk.Host.ConnectionString);
        List<string> tables = [], found = [];
        await using (var command = source.CreateCommand("""
            select format('%I.%I', schemaname, tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1
            """))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        tables.Should().Contain(t => t.StartsWith("es.")).And.Contain(t => t.StartsWith("wolverine.")).And.Contain(t => t.StartsWith("reporting."));
        foreach (var table in tables)
        {
            await using var command = source.CreateCommand($"select count(*) from {table} t where t::text ilike any(@patterns)");
            command.Parameters.AddWithValue("patterns", patterns);
            if (await command.ExecuteScalarAsync() is > 0L) found.Add(table);
        }

        return found;
    }

    private static IEnumerable<string> Spellings(string value)
    {
        yield return value;
        yield return Convert.ToHexString(Encoding.UTF8.GetBytes(value));
        for (var offset = 0; offset < 3; offset++)
        {
            // Whole groups of three bytes only: what stands before and after in the same text shifts and mixes the rest.
            var bytes = Encoding.UTF8.GetBytes(value)[offset..];
            yield return Convert.ToBase64String(bytes[..(bytes.Length / 3 * 3)]);
        }
    }
}
