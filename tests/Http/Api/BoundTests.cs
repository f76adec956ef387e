using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Advance.Contracts;

namespace Advance.Tests.Http.Api;

/// <summary>
/// Every field of every command of strands, governance, people and applications has a bound: each is sent too long, negative, huge, out
/// of the calendar and with characters that no database keeps, as the API document lists them.
/// </summary>
public class BoundTests(SharedHost shared)
{
    private static readonly string[] Prefixes =
    [
        "/api/applications", "/api/cohorts", "/api/strands", "/api/committees", "/api/meetings", "/api/charter", "/api/institutions", "/api/people",
        "/api/relationships", "/api/retention", "/api/recusals", "/api/imports", "/api/support-letters",
    ];

    /// <summary>What no request of this test may do: it would take away what the others are about.</summary>
    private static readonly string[] Spared = ["/erase", "/merge", "/cancel", "/retention/run", "/retire", "/order-waiting-list"]; // its ids are counted by its rule

    private const string Mark = "MARK";

    [Fact]
    public async Task No_field_of_a_command_takes_whatever_comes()
    {
        await using var host = await shared.OwnAsync();
        var ids = await IdsAsync(host);
        using var client = host.As(Roles.Staff, ids["personId"]);
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!;
        using var person = await client.GetAsync($"/api/people/{ids["personId"]}");
        var version = person.Headers.ETag!.Tag; // nothing that is sent changes anything
        ConcurrentQueue<string> wrong = [];
        var requests = 0;
        var commands = document["paths"]!.AsObject().Where(p => p.Value!["post"] is not null && Prefixes.Any(p.Key.StartsWith) && !Spared.Any(p.Key.Contains))
            .Select(p => (Address: Regex.Replace(p.Key, @"\{(\w+)\}", m => ids.GetValueOrDefault(m.Groups[1].Value, Ids.New()).ToString()),
                Schema: p.Value!["post"]!["requestBody"]?["content"]?["application/json"]?["schema"])).Where(c => c.Schema is not null).ToList();
        await Parallel.ForEachAsync(commands, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (command, cancel) =>
        {
            var sample = Sample(document, command.Schema!, "", ids, 0)!;
            foreach (var (body, what, isTooLong) in Bodies(sample))
            {
                using HttpRequestMessage request = new(HttpMethod.Post, command.Address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                if (command.Address.StartsWith("/api/people/", StringComparison.Ordinal)) request.Headers.Add("If-Match", version); // some insist on it
                using var answer = await client.SendAsync(request, cancel);
                Interlocked.Increment(ref requests);
                var status = (int)answer.StatusCode;
                if (status is < 400 or >= 500 || (isTooLong && status is not (400 or 413)))
                    wrong.Enqueue($"{command.Address} {what}: {status}");
            }
        });
        commands.Should().HaveCountGreaterThan(70);
        requests.Should().BeGreaterThan(600);
        string.Join('\n', wrong.Order(StringComparer.Ordinal)).Should().BeEmpty();
    }

    /// <summary>The body with one field at a time made wrong.</summary>
    private static IEnumerable<(string Body, string What, bool IsTooLong)> Bodies(JsonNode sample)
    {
        foreach (var path in Paths(sample))
        {
            var value = At(sample, path)!;
            if (value is JsonArray { Count: > 0 } array)
            {
                yield return (With(sample, path, new JsonArray([.. Enumerable.Range(0, 2000).Select(_ => array[0]!.DeepClone())])), $"{path} 2000 times", true);
                continue;
            }

            if (value is not JsonValue leaf) continue;
            if (leaf.TryGetValue(out string? _))
            {
                yield return (With(sample, path, new string('x', 200_000)), $"{path} too long", true);
                yield return (Raw(sample, path, "\"a\\u0000b\""), $"{path} NUL", true);
                yield return (Raw(sample, path, "\"\\ud800\""), $"{path} half a character", true);
                foreach (var day in new[] { "0001-01-01", "9999-12-31", "2027-02-30" })
                    if (IsDay(leaf)) yield return (With(sample, path, leaf.GetValue<string>().Length > 10 ? $"{day}T00:00:00Z" : day), $"{path} {day}", false);
            }
            else if (leaf.GetValueKind() is System.Text.Json.JsonValueKind.Number)
            {
                foreach (var number in new[] { "-1", "2147483647" }) yield return (Raw(sample, path, number), $"{path} {number}", false);
                foreach (var number in new[] { "99999999999999999999", "1e400", "0.5" }) yield return (Raw(sample, path, number), $"{path} {number}", true);
            }
        }
    }

    private static bool IsDay(JsonValue leaf) => leaf.GetValue<string>().StartsWith("2027-", StringComparison.Ordinal);

    private static IEnumerable<string> Paths(JsonNode node, string at = "") => node switch
    {
        JsonObject o => o.SelectMany(m => m.Value is null ? [] : Paths(m.Value, $"{at}/{m.Key}")),
        JsonArray { Count: > 0 } a => [at, .. Paths(a[0]!, $"{at}/0")],
        _ => [at],
    };

    private static JsonNode? At(JsonNode node, string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Aggregate((JsonNode?)node, (n, step) => n is JsonArray a ? a[int.Parse(step, null)] : n?[step]);

    private static string With(JsonNode sample, string path, JsonNode value)
    {
        var copy = sample.DeepClone();
        if (path.Length == 0) return value.ToJsonString();
        var (parent, last) = (At(copy, path[..path.LastIndexOf('/')])!, path[(path.LastIndexOf('/') + 1)..]);
        if (parent is JsonArray array) array[int.Parse(last, null)] = value;
        else parent[last] = value;
        return copy.ToJsonString();
    }

    private static string Raw(JsonNode sample, string path, string json) => With(sample, path, Mark).Replace($"\"{Mark}\"", json, StringComparison.Ordinal);

    /// <summary>A body that could be right: each member with a value of its type.</summary>
    private static JsonNode? Sample(JsonNode document, JsonNode schema, string name, IReadOnlyDictionary<string, Guid> ids, int depth)
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference) return Sample(document, At(document, reference.TrimStart('#'))!, name, ids, depth);
        if (schema["oneOf"] is JsonArray any) return Sample(document, any.First(s => s!["type"]?.ToString() != "null")!, name, ids, depth);
        if (depth > 5) return null;
        if (schema["enum"] is JsonArray values) return values[0]!.DeepClone();
        var type = schema["type"] is JsonArray types ? types.First(t => t!.ToString() != "null")!.ToString() : schema["type"]?.ToString();
        return type switch
        {
            "string" when schema["format"]?.ToString() == "uuid" => ids.GetValueOrDefault(name, Ids.New()).ToString(),
            "string" when schema["format"]?.ToString() == "date" => "2027-01-15",
            "string" when schema["format"]?.ToString() == "date-time" => "2027-01-15T12:00:00Z",
            "string" => "ab",
            "integer" or "number" => 1,
            "boolean" => true,
            "array" => new JsonArray([Sample(document, schema["items"]!, name.TrimEnd('s'), ids, depth + 1)]),
            _ => new JsonObject([
                .. (schema["properties"]?.AsObject() ?? []).Select(p => KeyValuePair.Create(p.Key, Sample(document, p.Value!, p.Key, ids, depth + 1))),
                .. schema["additionalProperties"] is JsonObject of ? [KeyValuePair.Create("ab", Sample(document, of, name, ids, depth + 1))] : Array.Empty<KeyValuePair<string, JsonNode?>>()]),
        };
    }

    private static async Task<Dictionary<string, Guid>> IdsAsync(TestHost host)
    {
        var programme = await Programme.WithAStrandAsync(host);
        var cohort = await programme.CohortWithAnOpenCallAsync(host);
        var applied = await programme.AnApplicationAsync(host, cohort);
        var committee = await host.Staff.CreateAsync("/api/committees", new { key = Programme.Key("c"), name = "Committee", kind = "Executive" });
        await host.Staff.DoAsync($"/api/committees/{committee}/seat-member", new { personId = applied.PersonId, institutionId = programme.OwnerId, from = "2020-01-01" });
        var meeting = await host.Staff.CreateAsync($"/api/committees/{committee}/meetings", new { on = "2026-11-02" });
        var import = await host.Staff.CreateAsync("/api/imports", new { kind = "applications", cohortId = cohort });
        return new()
        {
            ["strandId"] = programme.StrandId,
            ["institutionId"] = programme.OwnerId,
            ["cohortId"] = cohort,
            ["applicationId"] = applied.ApplicationId,
            ["personId"] = applied.PersonId,
            ["committeeId"] = committee,
            ["meetingId"] = meeting,
            ["importId"] = import,
        };
    }
}
