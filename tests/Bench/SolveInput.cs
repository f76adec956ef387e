using System.Text.Json;
using System.Text.Unicode;
using Advance.Matching.Engine;

namespace Advance.Tests.Bench;

/// <summary>What was handed to <c>solve</c> is no instance: one sentence that names the place, for whoever wrote the file.</summary>
public sealed class UnusableInstance(string sentence) : Exception(sentence);

/// <summary>Reads an instance of <c>solve</c>. Members that are not named there are ignored; <c>policy</c> is fair unless stated.</summary>
static class SolveInput
{
    public static (Instance Instance, Policy Policy) Of(byte[] bytes)
    {
        ReadOnlyMemory<byte> text = bytes.AsSpan() is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsMemory(3) : bytes;
        if (text.Span.Trim(" \t\r\n"u8).IsEmpty) throw new UnusableInstance("The file is empty.");
        if (!Utf8.IsValid(text.Span)) throw new UnusableInstance("The file is not text in UTF-8.");
        using var document = Parsed(text);
        var it = document.RootElement;
        if (it.ValueKind != JsonValueKind.Object) throw new UnusableInstance($"The instance must be an object, not {Named(it)}.");
        var policy = PolicyOf(it);
        var (mentors, mentees) = (List(it, "", "mentors"), List(it, "", "mentees"));
        if (mentors.GetArrayLength() == 0) throw new UnusableInstance("mentors: there is none in this round.");
        Mentor[] all = [.. mentors.EnumerateArray().Select((mentor, j) => new Mentor($"{j}", Number(mentor, $"mentors[{j}]", "capacity", 0, int.MaxValue)))];
        return (new([.. mentees.EnumerateArray().Select((mentee, i) => new Mentee($"{i}", EdgesOf(mentee, $"mentees[{i}]", all.Length)))], all, ""), policy);
    }

    static JsonDocument Parsed(ReadOnlyMemory<byte> text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException malformed)
        {
            throw new UnusableInstance($"The file is not JSON: see line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}.");
        }
    }

    static Policy PolicyOf(JsonElement it)
    {
        if (!it.TryGetProperty("policy", out var policy)) return Policy.Fair;
        if (policy.ValueKind != JsonValueKind.String) throw new UnusableInstance($"policy: must be a text, not {Named(policy)}.");
        return policy.ValueEquals("fair") ? Policy.Fair : policy.ValueEquals("total") ? Policy.Total : policy.ValueEquals("stable") ? Policy.Stable
            : throw new UnusableInstance($"policy: {Shown(policy)} is none of \"fair\", \"total\" and \"stable\".");
    }

    static List<Edge> EdgesOf(JsonElement mentee, string at, int mentors)
    {
        var (list, first) = (List(mentee, at, "edges"), new Dictionary<int, int>());
        var edges = new List<Edge>(list.GetArrayLength());
        foreach (var edge in list.EnumerateArray())
        {
            var where = $"{at}.edges[{edges.Count}]";
            var mentor = Number(edge, where, "mentor", 0, mentors - 1);
            if (!first.TryAdd(mentor, edges.Count))
                throw new UnusableInstance($"{where}: mentor {mentor} stands in edges[{first[mentor]}] of this mentee already.");
            edges.Add(new(mentor, Number(edge, where, "score", 0, 1000), Number(edge, where, "level", 1, 10)));
        }
        return edges;
    }

    static JsonElement List(JsonElement it, string at, string name)
    {
        var (list, where) = (Member(it, at, name), at.Length == 0 ? name : $"{at}.{name}");
        if (list.ValueKind != JsonValueKind.Array) throw new UnusableInstance($"{where}: must be a list, not {Named(list)}.");
        return list.GetArrayLength() <= Instance.Limit ? list
            : throw new UnusableInstance($"{where}: {list.GetArrayLength()} are more than the {Instance.Limit} that there may be.");
    }

    static int Number(JsonElement it, string at, string name, int least, int most)
    {
        var number = Member(it, at, name);
        if (number.ValueKind != JsonValueKind.Number) throw new UnusableInstance($"{at}.{name}: must be a whole number, not {Named(number)}.");
        return number.TryGetInt32(out var value) && value >= least && value <= most ? value
            : throw new UnusableInstance($"{at}.{name}: {Shown(number)} is no whole number from {least} to {most}.");
    }

    static JsonElement Member(JsonElement it, string at, string name)
    {
        if (it.ValueKind != JsonValueKind.Object) throw new UnusableInstance($"{at}: must be an object, not {Named(it)}.");
        return it.TryGetProperty(name, out var member) ? member : throw new UnusableInstance($"{(at.Length == 0 ? "" : at + ".")}{name}: is missing.");
    }

    static string Named(JsonElement it) => it.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    /// <summary>As it was written, without its end when that is far away.</summary>
    static string Shown(JsonElement it) => it.GetRawText() is { Length: <= 60 } text ? text : it.GetRawText()[..60] + "...";
}
