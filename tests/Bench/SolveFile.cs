using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Advance.Matching.Engine;

namespace Advance.Tests.Bench;

/// <summary>The file is no instance; the message says so in the words of whoever wrote it.</summary>
sealed class NoInstanceException(string sentence) : Exception(sentence);

/// <summary>Reads one instance and names line and member of the first thing that is wrong in it. Members beyond the known ones are
/// passed over; "policy" is fair and "seed" is empty when they are not there; everything else must be.</summary>
ref struct SolveFile
{
    readonly ReadOnlySpan<byte> text;
    Utf8JsonReader reader;
    int mentor = -1, mentee = -1, edge = -1;

    SolveFile(ReadOnlySpan<byte> text)
    {
        this.text = text;
        reader = new(text);
    }

    public static (Policy Policy, Instance Instance) Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (bytes.Trim(" \t\r\n"u8).IsEmpty) throw new NoInstanceException("The file is empty.");
        if (!Utf8.IsValid(bytes)) throw new NoInstanceException("The file is not written in UTF-8.");
        var file = new SolveFile(bytes);
        try
        {
            return file.Instance();
        }
        catch (JsonException wrong)
        {
            throw new NoInstanceException($"Line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}: this is not JSON, or nested deeper than 64 levels.");
        }
        catch (InvalidOperationException)
        {
            throw file.Wrong("", "a text with half a surrogate pair is not Unicode");
        }
    }

    (Policy, Instance) Instance()
    {
        (Policy? Policy, string? Seed, List<Mentor>? Mentors, List<Mentee>? Mentees, List<List<int>> At) it = (null, null, null, null, []);
        Open(JsonTokenType.StartObject, "", "an object with mentors and mentees");
        while (Member())
        {
            if (Is("policy", it.Policy is null)) it.Policy = PolicyOf();
            else if (Is("seed", it.Seed is null)) it.Seed = Text("seed");
            else if (Is("mentors", it.Mentors is null)) it.Mentors = Mentors();
            else if (Is("mentees", it.Mentees is null)) it.Mentees = Mentees(it.At);
            else reader.Skip();
        }
        var (mentors, mentees) = (it.Mentors ?? throw Missing("mentors"), it.Mentees ?? throw Missing("mentees"));
        reader.Read();
        if (mentors.Count == 0) throw new NoInstanceException("There is no mentor: mentors is an empty list.");
        for (mentee = 0; mentee < mentees.Count; mentee++)
            for (edge = 0; edge < mentees[mentee].Edges.Count; edge++)
                if (mentees[mentee].Edges[edge].Mentor >= mentors.Count)
                    throw Wrong("mentor", $"there is no mentor {mentees[mentee].Edges[edge].Mentor}, they are numbered from 0 to {mentors.Count - 1}", it.At[mentee][edge]);
        return (it.Policy ?? Policy.Fair, new(mentees, mentors, it.Seed ?? ""));
    }

    Policy PolicyOf() => Text("policy") switch
    {
        "fair" => Policy.Fair,
        "total" => Policy.Total,
        "stable" => Policy.Stable,
        _ => throw Wrong("policy", $"{Shown()} is none of fair, total, stable"),
    };

    List<Mentor> Mentors()
    {
        var mentors = new List<Mentor>();
        Open(JsonTokenType.StartArray, "mentors", "a list");
        for (mentor = 0; Item(mentor, "mentors"); mentor++)
        {
            int? capacity = null;
            while (Member())
                if (Is("capacity", capacity is null)) capacity = Number("capacity", int.MaxValue);
                else reader.Skip();
            mentors.Add(new($"{mentor}", capacity ?? throw Missing("capacity")));
        }
        mentor = -1;
        return mentors;
    }

    List<Mentee> Mentees(List<List<int>> at)
    {
        var mentees = new List<Mentee>();
        Open(JsonTokenType.StartArray, "mentees", "a list");
        for (mentee = 0; Item(mentee, "mentees"); mentee++)
        {
            List<Edge>? edges = null;
            at.Add([]);
            while (Member())
                if (Is("edges", edges is null)) edges = Edges(at[^1]);
                else reader.Skip();
            mentees.Add(new($"{mentee}", edges ?? throw Missing("edges")));
        }
        mentee = -1;
        return mentees;
    }

    List<Edge> Edges(List<int> at)
    {
        var (edges, named) = (new List<Edge>(), new HashSet<int>());
        Open(JsonTokenType.StartArray, "edges", "a list");
        for (edge = 0; Item(edge, "edges"); edge++)
        {
            (int? Mentor, int? Score, int? Level) it = default;
            at.Add((int)reader.TokenStartIndex);
            while (Member())
            {
                if (Is("mentor", it.Mentor is null)) it.Mentor = Number("mentor", int.MaxValue);
                else if (Is("score", it.Score is null)) it.Score = Number("score", 1000);
                else if (Is("level", it.Level is null)) it.Level = Number("level", 10, 1);
                else reader.Skip();
            }
            edges.Add(new(it.Mentor ?? throw Missing("mentor"), it.Score ?? throw Missing("score"), it.Level ?? throw Missing("level")));
            if (!named.Add(edges[edge].Mentor)) throw Wrong("mentor", $"this mentee already names mentor {it.Mentor}");
        }
        edge = -1;
        return edges;
    }

    void Open(JsonTokenType opening, string member, string what)
    {
        reader.Read();
        if (reader.TokenType != opening) throw Wrong(member, $"{Shown()} is not {what}");
    }

    bool Member() => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    bool Item(int number, string list)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray) return false;
        if (number >= Advance.Matching.Engine.Instance.Limit) throw Wrong("", $"{list} has more than {Advance.Matching.Engine.Instance.Limit:N0}");
        return reader.TokenType == JsonTokenType.StartObject ? true : throw Wrong("", $"{Shown()} is not an object");
    }

    readonly bool Is(string member, bool first) =>
        reader.ValueTextEquals(member) && (first ? true : throw Wrong(member, "it stands twice"));

    int Number(string member, int most, int least = 0) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var value) && value >= least && value <= most
            ? value : throw Wrong(member, $"{Shown()} is not a whole number from {least} to {most}");

    string Text(string member) =>
        reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Wrong(member, $"{Shown()} is not a text");

    readonly string Shown() => reader.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => $"\"{Start(reader.ValueSpan)}\"",
        _ => Start(reader.ValueSpan),
    };

    static string Start(ReadOnlySpan<byte> value) => Encoding.UTF8.GetString(value) is { Length: > 40 } more ? more[..40] + "…" : Encoding.UTF8.GetString(value);

    readonly NoInstanceException Missing(string member) => Wrong(member, "it is missing");

    readonly NoInstanceException Wrong(string member, string what, int? at = null)
    {
        var line = text[..(at ?? (int)reader.TokenStartIndex)].Count((byte)'\n') + 1;
        string[] path = [mentor >= 0 ? $"mentors[{mentor}]" : "", mentee >= 0 ? $"mentees[{mentee}]" : "", edge >= 0 ? $"edges[{edge}]" : "", member];
        return new(string.Join(": ", new[] { $"Line {line}", string.Join('.', path.Where(part => part.Length > 0)), what + "." }.Where(part => part.Length > 0)));
    }
}
