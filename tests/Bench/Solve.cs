using System.Text.Json;
using System.Text.Json.Nodes;
using Advance.Matching.Engine;

namespace Advance.Tests.Bench;

/// <summary><c>solve FILE</c>: one instance as JSON in, one JSON line out, for checks from outside. Exit code 0 when solved, 1 when
/// the instance was refused (the line then has <c>refused</c> and <c>reason</c>), 2 when the file could not be read as an instance.</summary>
public static class Solve
{
    static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    sealed record Written(string? Policy, List<WrittenMentor?>? Mentors, List<WrittenMentee?>? Mentees, string? Seed);

    sealed record WrittenMentor(int? Capacity);

    sealed record WrittenMentee(List<WrittenEdge?>? Edges);

    sealed record WrittenEdge(int? Mentor, int? Score, int? Level);

    public static int Run(string[] args)
    {
        if (args.Length != 1) return Say(2, Refused("usage", "solve FILE"));
        try
        {
            using var file = File.OpenRead(args[0]);
            var written = JsonSerializer.Deserialize<Written>(file, Web) ?? throw new JsonException("The file has no instance.");
            return Say(0, Answer(InstanceOf(written), PolicyOf(written.Policy)));
        }
        catch (UnsolvableException refusal)
        {
            return Say(1, Refused(refusal.Code, refusal.Message));
        }
        catch (Exception unreadable) when (unreadable is JsonException or IOException or UnauthorizedAccessException)
        {
            return Say(2, Refused("unreadable", unreadable.Message));
        }
    }

    static Policy PolicyOf(string? name) => name switch
    {
        null or "fair" => Policy.Fair,
        "total" => Policy.Total,
        "stable" => Policy.Stable,
        _ => throw new UnsolvableException("unknown-policy", $"\"{name}\" is none of fair, total, stable."),
    };

    static Instance InstanceOf(Written written) => new(
        [.. Required(written.Mentees, "mentees").Select((mentee, i) => new Mentee($"{i}",
            [.. (Required(mentee, "mentee").Edges ?? []).Select(EdgeOf)]))],
        [.. Required(written.Mentors, "mentors").Select((mentor, j) => new Mentor($"{j}", Required(Required(mentor, "mentor").Capacity, "capacity")))],
        written.Seed ?? "");

    static Edge EdgeOf(WrittenEdge? edge) =>
        new(Required(Required(edge, "edge").Mentor, "mentor"), Required(edge!.Score, "score"), Required(edge.Level, "level"));

    static T Required<T>(T? value, string name) where T : struct => value ?? throw new JsonException($"\"{name}\" is missing.");

    static T Required<T>(T? value, string name) where T : class => value ?? throw new JsonException($"\"{name}\" is missing.");

    /// <summary><c>gap</c>: cost of the plan minus the bound that its certificate proves, 0 when optimal; under Stable, whose proof
    /// is that nobody blocks, the number of blocking pairs. A certificate that does not hold ends the program.</summary>
    static JsonObject Answer(Instance instance, Policy policy)
    {
        var plan = Matcher.Solve(instance, policy);
        var blocking = Stability.BlockingPairs(instance, plan).Count;
        var gap = blocking.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (plan.Certificate is not null)
        {
            var finding = CertificateCheck.Check(instance, plan);
            if (finding.Violations > 0) throw new InvalidOperationException($"The certificate is violated {finding.Violations} times.");
            gap = finding.Gap.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
        return new()
        {
            ["placed"] = plan.Placed,
            ["total"] = plan.Total,
            ["profile"] = new JsonArray([.. plan.Profile.Select(count => JsonValue.Create(count))]),
            ["gap"] = JsonNode.Parse(gap),
            ["blockingPairs"] = blocking,
            ["pairs"] = new JsonArray([.. plan.Pairs.Select(pair => new JsonArray(pair.Mentee, pair.Mentor))]),
        };
    }

    static JsonObject Refused(string code, string reason) => new() { ["refused"] = code, ["reason"] = reason };

    static int Say(int exitCode, JsonObject line)
    {
        Console.WriteLine(line.ToJsonString());
        return exitCode;
    }
}
