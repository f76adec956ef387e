using System.Text.Json;
using Microsoft.OpenApi;

namespace Advance.Tests.Http.Api;

/// <summary>The API document is good enough to build a client from, and says what the code says.</summary>
public class OpenApiTests(SharedHost shared)
{
    private TestHost Host => shared.Host;

    [Fact]
    public async Task The_document_is_valid_for_those_who_read_it()
    {
        using var client = Host.Anonymous();
        var (document, diagnostic) = OpenApiDocument.Parse(await client.GetStringAsync("/openapi/v1.json"), "json");
        diagnostic!.Errors.Select(e => e.Message).Should().BeEmpty();
        document!.Paths.Count.Should().BeGreaterThan(100);
        document.Components!.SecuritySchemes!["bearer"].Scheme.Should().Be("bearer");
    }

    [Fact]
    public async Task Every_operation_has_a_sentence_a_name_of_its_own_and_a_module()
    {
        var operations = await OperationsAsync();
        foreach (var (address, method, operation) in operations)
        {
            var where = $"{method} {address}";
            operation.GetProperty("summary").GetString().Should().EndWith(".", where).And.Contain(" ", where).And.NotContain("Refused with", where);
            operation.GetProperty("operationId").GetString().Should().MatchRegex("^[a-z][A-Za-z]+$", where);
            operation.GetProperty("tags").EnumerateArray().Should().ContainSingle().Which.GetString().Should().MatchRegex("^[A-Z][a-z]+$", where);
        }

        operations.Select(o => o.Operation.GetProperty("operationId").GetString()).Should().OnlyHaveUniqueItems();
        operations.Single(o => o.Address == "/api/cohorts/{cohortId}/publish-call").Operation.GetProperty("operationId").GetString().Should().Be("publishCall");
    }

    [Fact]
    public async Task A_command_says_how_it_is_refused_repeated_and_guarded()
    {
        var end = (await OperationsAsync()).Single(o => o.Address == "/api/cohorts/{cohortId}/close-call").Operation;
        Headers(end).Should().BeEquivalentTo("Idempotency-Key", "If-Match");
        var responses = end.GetProperty("responses").EnumerateObject().ToDictionary(r => r.Name, r => r.Value);
        responses.Keys.Should().BeEquivalentTo("200", "400", "401", "403", "404", "409", "412", "422", "429", "503");
        responses["409"].GetProperty("description").GetString().Should().Contain("`call-not-open`");
        end.GetProperty("x-refusals").EnumerateArray().Select(c => c.GetString()).Should().Contain("call-not-open");
        responses["409"].GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString()
            .Should().Be("#/components/schemas/Problem");
    }

    [Fact]
    public async Task Where_an_answer_is_not_kept_no_key_is_offered()
    {
        var operations = await OperationsAsync();
        string[] forgotten = ["/api/people/find", "/api/mentorships/{mentorshipId}/end", "/api/mentorships/{mentorshipId}/refuse"];
        operations.Where(o => forgotten.Contains(o.Address)).Should().HaveCount(3).And.OnlyContain(o => !Headers(o.Operation).Contains("Idempotency-Key"));
    }

    [Fact]
    public async Task Enums_are_strings_and_no_schema_of_the_frameworks_errors_is_left()
    {
        var schemas = (await DocumentAsync()).GetProperty("components").GetProperty("schemas");
        foreach (var schema in schemas.EnumerateObject().Where(s => s.Value.TryGetProperty("enum", out _)))
            schema.Value.GetProperty("type").ToString().Should().Contain("string", schema.Name);
        schemas.TryGetProperty("ProblemDetails", out _).Should().BeFalse();
        (await DocumentAsync()).GetRawText().Should().NotContain("schemas/ProblemDetails");
    }

    private static IEnumerable<string> Headers(JsonElement operation) => operation.TryGetProperty("parameters", out var all)
        ? all.EnumerateArray().Where(p => p.GetProperty("in").GetString() == "header").Select(p => p.GetProperty("name").GetString()!) : [];

    private async Task<List<(string Address, string Method, JsonElement Operation)>> OperationsAsync() =>
        [.. (await DocumentAsync()).GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => (p.Name, o.Name, o.Value)))];

    private async Task<JsonElement> DocumentAsync()
    {
        using var client = Host.Anonymous();
        return await client.ReadAsync("/openapi/v1.json");
    }
}
