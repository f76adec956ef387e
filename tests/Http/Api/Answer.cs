using System.Text.Json;
using System.Text.RegularExpressions;

namespace Advance.Tests.Http.Api;

/// <summary>A problem as it came: each is checked for what every one of them must have and must not have.</summary>
public sealed partial record Answer(int Status, string Code, string Detail, IReadOnlyList<string> Fields)
{
    private static readonly string[] Allowed = ["type", "title", "status", "detail", "errors"];

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.Content.Headers.ContentType?.MediaType.Should().Be("application/problem+json", $"{(int)response.StatusCode} {text}");
        text.Should().NotMatchRegex(@"Advance\.|System\.|\.NET|lineNumber|bytePosition|LineNumber|httpstatuses|rfc\d|   at ");
        var problem = JsonDocument.Parse(text).RootElement;
        problem.EnumerateObject().Select(p => p.Name).Should().BeSubsetOf(Allowed);
        var type = Type().Match(problem.GetProperty("type").GetString()!);
        type.Success.Should().BeTrue(text);
        problem.GetProperty("status").GetInt32().Should().Be((int)response.StatusCode);
        problem.GetProperty("title").GetString().Should().NotBeNullOrWhiteSpace();
        var detail = problem.GetProperty("detail").GetString()!;
        detail.Should().EndWith(".");
        return new((int)response.StatusCode, type.Groups[1].Value, detail,
            problem.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateObject().Select(e => e.Name)] : []);
    }

    [GeneratedRegex("^https://advance\\.uni\\.lu/problems/([a-z0-9-]+)$")]
    private static partial Regex Type();
}
