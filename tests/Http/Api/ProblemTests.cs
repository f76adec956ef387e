using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Advance.Contracts;
using Advance.Host.Http;
using Microsoft.AspNetCore.Mvc;

namespace Advance.Tests.Http.Api;

/// <summary>Whatever is wrong with a request, the answer is a problem of ours and tells nothing of the inside.</summary>
public class ProblemTests(SharedHost shared)
{
    private const string Strand = """{ "key": "some-strand", "name": "Fellows", "format": "OneOnOne" }""";

    private TestHost Host => shared.Host;

    [Theory]
    [InlineData("""{ "key": "x1", "name": "N", "format": "OneOnOne", "colour": "red" }""", "$.colour")]
    [InlineData("""{ "key": "x1", "name": "N", "format": "Trio" }""", "$.format")]
    [InlineData("""{ "key": "x1", "name": "N", "format": 1 }""", "$.format")]
    [InlineData("""{ "key": "x1", "format": "OneOnOne" }""", "name")]
    [InlineData("""{ "key": 5, "name": "N", "format": "OneOnOne" }""", "$.key")]
    [InlineData("""{ "key": null, "name": "N", "format": "OneOnOne" }""", "$.key")]
    [InlineData("""{ "key": "x1", "name": "N" """, "$")]
    [InlineData("[]", "$")]
    [InlineData("nonsense", "$")]
    [InlineData("", "body")]
    [InlineData("null", "not valid")]
    public async Task A_body_of_the_wrong_shape_is_malformed_and_says_where(string body, string where) =>
        (await PostAsync("/api/strands", body)).Should().Match<Answer>(a => a.Status == 400 && a.Code == "malformed" && a.Detail.Contains(where));

    [Theory]
    [InlineData("/api/strands", """{ "key": "x1", "name": "N", "format": "Trio" }""", "$.format", "one of OneOnOne, Circle")]
    [InlineData("/api/strands", """{ "key": 5, "name": "N", "format": "OneOnOne" }""", "$.key", "a text")]
    [InlineData("/api/strands", "[]", "$", "an object")]
    [InlineData("/api/cohorts", """{ "strandId": "x", "key": "k1", "startsOn": "2027-01-01" }""", "$.strandId", "an id")]
    [InlineData("/api/cohorts", """{ "strandId": "01930000-0000-7000-8000-000000000001", "key": "k1", "startsOn": "31/01/2027" }""", "$.startsOn", "a day such as 2027-01-31")]
    [InlineData("/api/applications", """{ "cohortId": "01930000-0000-7000-8000-000000000001", "personId": "01930000-0000-7000-8000-000000000001", "topics": 3 }""", "$.topics", "a list")]
    [InlineData("/api/applications", """{ "cohortId": "01930000-0000-7000-8000-000000000001", "personId": "01930000-0000-7000-8000-000000000001", "documents": [{ "kind": "motivation-letter", "textId": "x" }] }""", "$.documents[0].textId", "an id")]
    public async Task A_value_that_does_not_fit_is_told_what_would(string address, string body, string where, string takes) =>
        (await PostAsync(address, body)).Should().Match<Answer>(a => a.Status == 400 && a.Code == "malformed" && a.Detail.Contains(where)
            && a.Detail.Contains(takes) && !a.Detail.Contains("System") && !a.Detail.Contains("Advance."));

    [Fact]
    public async Task A_body_nested_too_deeply_is_malformed()
    {
        var deep = $$"""{ "key": "x1", "name": {{new string('[', 200)}}{{new string(']', 200)}}, "format": "OneOnOne" }""";
        (await PostAsync("/api/strands", deep)).Should().Match<Answer>(a => a.Status == 400 && a.Code == "malformed");
    }

    [Fact]
    public async Task Fields_out_of_bounds_are_named_each()
    {
        using var response = await Host.Staff.PostAsync("/api/strands", Json("""{ "key": "X", "name": "", "format": "OneOnOne" }"""));
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        ((int)response.StatusCode).Should().Be(400);
        problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).Should().Contain(["key", "name"]);
    }

    [Fact]
    public async Task A_body_too_large_is_too_large() =>
        (await PostAsync("/api/strands", $$"""{ "key": "{{new string('a', 300 * 1024)}}" }"""))
            .Should().Match<Answer>(a => a.Status == 413 && a.Code == "too-large");

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task A_body_of_another_media_type_is_unsupported(string mediaType) =>
        (await PostAsync("/api/strands", Strand, mediaType)).Should().Match<Answer>(a => a.Status == 415 && a.Code == "unsupported-media-type");

    [Theory]
    [InlineData("/api/strands?limit=many", "limit")]
    [InlineData("/api/strands?limit=0", "limit")]
    [InlineData("/api/strands?limit=201", "limit")]
    [InlineData("/api/strands?limit=99999999999999", "limit")]
    [InlineData("/api/strands?after=x", "after")]
    [InlineData("/api/cohorts?strandId=x", "strandId")]
    [InlineData("/api/feed?after=x", "after")]
    [InlineData("/api/feed?wait=31", "wait")]
    public async Task A_query_that_cannot_be_read_names_its_parameter(string address, string parameter)
    {
        using var response = await Host.Staff.GetAsync(address);
        var answer = await Answer.OfAsync(response);
        answer.Should().Match<Answer>(a => a.Status == 400 && a.Code == "malformed");
        answer.Fields.Should().Equal(parameter);
    }

    [Theory]
    [InlineData("GET", "/api/nowhere", 404, "not-found")]
    [InlineData("GET", "/api/strands/not-an-id", 404, "not-found")]
    [InlineData("GET", "/api/strands/00000000-0000-0000-0000-000000000001", 404, "not-found")]
    [InlineData("DELETE", "/api/strands", 405, "method-not-allowed")]
    [InlineData("POST", "/api/cohorts/00000000-0000-0000-0000-000000000001/close-call", 404, "not-found")]
    public async Task What_is_not_there_is_a_problem(string method, string address, int status, string code)
    {
        using var response = await Host.Staff.SendAsync(new(new(method), address));
        (await Answer.OfAsync(response)).Should().Match<Answer>(a => a.Status == status && a.Code == code);
    }

    [Fact]
    public async Task A_role_that_may_not_is_forbidden() =>
        await Host.As(Roles.Mentee).RefusedAsync("/api/strands", new { key = "x1", name = "N", format = "OneOnOne" }, 403, "forbidden");

    [Fact]
    public async Task A_caller_who_accepts_no_json_still_gets_a_problem()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/strands") { Content = Json("nonsense") };
        request.Headers.Accept.Add(new("text/html"));
        using var response = await Host.Staff.SendAsync(request);
        (await Answer.OfAsync(response)).Status.Should().BeOneOf(400, 406);
    }

    [Fact]
    public void What_a_framework_says_of_itself_is_not_repeated()
    {
        var other = new ProblemDetails { Status = 500, Type = "https://httpstatuses.com/500", Title = "Oops", Detail = "Advance.Strands.DefineStrand threw" };
        var ours = ProblemWriter.Ours(other);
        ours.Type.Should().EndWith("/internal");
        ours.Detail.Should().NotContain("Strands");
    }

    [Fact]
    public async Task Every_answer_has_safe_headers()
    {
        foreach (var address in new[] { "/api/strands", "/api/nowhere", "/health/live", "/openapi/v1.json" })
        {
            using var response = await Host.Staff.GetAsync(address);
            response.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
            if (address.StartsWith("/api", StringComparison.Ordinal)) response.Headers.CacheControl!.NoStore.Should().BeTrue();
            response.Headers.Contains("Server").Should().BeFalse();
        }
    }

    private async Task<Answer> PostAsync(string address, string body, string mediaType = "application/json")
    {
        using var response = await Host.Staff.PostAsync(address, new StringContent(body, Encoding.UTF8, mediaType));
        return await Answer.OfAsync(response);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, MediaTypeHeaderValue.Parse("application/json"));
}
