using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Advance.Reporting.Log;

namespace Advance.Tests.Specs.Verifier;

/// <summary>
/// A small log with two issued reports, made with the server's code: sessions held in three circles, report one,
/// more sessions, report two. Any part can be replaced before the bundle of the second report is written.
/// </summary>
internal sealed class ALog : IDisposable
{
    public const string Origin = "advance.example/log";
    private static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    private readonly Dictionary<Guid, long> versions = [];
    private readonly TreeEdge edge = new();
    private readonly List<(Tile Tile, byte[] Bytes)> tiles = [];

    public NoteSigner Signer { get; } = new(Origin, NoteKey.Log, Enumerable.Repeat((byte)1, 32).ToArray());

    public NoteSigner Witness { get; } = new("witness.example/w1", NoteKey.Witness, Enumerable.Repeat((byte)2, 32).ToArray());

    public List<byte[]> Envelopes { get; } = [];

    public byte[] Policy => Encoding.UTF8.GetBytes($"""
        # the committee's own copy is at its office
        log {Signer.PublicKey}
        witness w1 {Witness.PublicKey}
        quorum w1

        """);

    public void Dispose()
    {
        Signer.Dispose();
        Witness.Dispose();
    }

    /// <summary>Sessions are held; every third belongs to the same circle. Sequences have gaps, as in the store.</summary>
    public void HoldSessions(int count)
    {
        for (var i = 0; i < count; i++)
            Append("circles.session-held", Id(1, Envelopes.Count % 3), new() { ["session"] = Envelopes.Count, ["with"] = "Zoë \"Z\"" });
    }

    /// <summary>Issue a report that counts all sessions so far.</summary>
    public IReadOnlyList<BundleFile> IssueReport(PreviousCheckpoint? previous, out SignedNote checkpoint,
        Action<JsonObject>? report = null, Action<JsonObject>? issued = null, string type = "reporting.report-issued")
    {
        var (id, position) = (Id(9, Envelopes.Count), Envelopes.Count);
        var json = new JsonObject { ["reportId"] = id, ["position"] = position, ["figures"] = new JsonArray(Sessions()) };
        report?.Invoke(json);
        return Issue(type, id, json, new(), previous, out checkpoint, issued);
    }

    /// <summary>Issue any report, with what its event states beside what every such event does.</summary>
    public IReadOnlyList<BundleFile> Issue(string type, string id, JsonObject json, JsonObject facts, PreviousCheckpoint? previous, out SignedNote checkpoint,
        Action<JsonObject>? issued = null)
    {
        var index = Envelopes.Count;
        List<BundleFile> files =
        [
            new(Bundle.Report, CanonicalJson.Of(json)),
            new(Bundle.Html, "<!doctype html><title>Report</title>"u8.ToArray()),
            new("report.pdf", [0x25, 0x50, 0x44, 0x46, 0xff]),
            new(Bundle.Policy, Policy),
        ];
        var data = new JsonObject
        {
            ["reportId"] = id,
            ["position"] = index,
            ["previousTreeSize"] = previous is null ? 0 : Advance.Reporting.Log.Checkpoint.Parse(previous.Checkpoint.Text).Size,
            ["codeVersion"] = "1.2.3+0a1b2c",
            ["projectionVersion"] = "counts/1",
            ["disclosurePolicyVersion"] = "2026-01",
            ["timeZone"] = "Europe/Luxembourg",
            ["digests"] = new JsonObject(Bundle.Digests(files).Select(d => KeyValuePair.Create(d.Key, (JsonNode?)d.Value))),
        };
        foreach (var (name, fact) in facts)
            data[name] = fact?.DeepClone();
        issued?.Invoke(data);
        Append(type, Guid.Parse(id), data);
        HoldSessions(4);
        var reader = Reader();
        checkpoint = Checkpoint();
        if (previous is not null)
        {
            var before = Advance.Reporting.Log.Checkpoint.Parse(previous.Checkpoint.Text).Size;
            previous = previous with { Proof = reader.ConsistencyProof(before, reader.Size) };
        }

        return Bundle.Write(files, new(Envelopes[index], index, reader.InclusionProof(index, reader.Size), checkpoint, previous));
    }

    public SignedNote Checkpoint() =>
        new Advance.Reporting.Log.Checkpoint(Origin, edge.Size, edge.Root()).Sign(Start.AddHours(edge.Size), Signer, Witness);

    public byte[] Export() => [.. Envelopes.SelectMany(envelope => envelope.Append((byte)'\n'))];

    /// <summary>A right proof of any leaf, with this checkpoint of the log as it is now.</summary>
    public byte[] ProofOf(int index, byte[] checkpoint) =>
        new TlogProof(index, Reader().InclusionProof(index, edge.Size), checkpoint, Envelopes[index]).ToBytes();

    public byte[] RootAt(long size) => Reader().Root(size);

    /// <summary>Why the log as it is now continues its first leaves.</summary>
    public IReadOnlyList<byte[]> ConsistencyProof(long from) => Reader().ConsistencyProof(from, edge.Size);

    private TreeReader Reader()
    {
        var all = tiles.Concat(edge.Partial().Select(t => (t.Tile, t.Bytes))).ToDictionary(t => t.Tile, t => t.Bytes);
        return new(edge.Size, tile => all[tile]);
    }

    /// <summary>Append an event; gives its seq.</summary>
    public long Append(string type, Guid stream, JsonObject data, DateTimeOffset? at = null)
    {
        var n = Envelopes.Count;
        var version = versions[stream] = versions.GetValueOrDefault(stream) + 1;
        using var json = JsonDocument.Parse(data.ToJsonString());
        var leaf = new Leaf(Guid.Parse(Id(7, n)), stream, version, type, Seq(n), at ?? Start.AddMinutes(n), null, null, null, json.RootElement);
        Envelopes.Add(leaf.Envelope());
        tiles.AddRange(edge.Append([leaf.Hash()]).Select(t => (t.Tile, t.Bytes)));
        return leaf.Seq;
    }

    private long Append(string type, string stream, JsonObject data) => Append(type, Guid.Parse(stream), data);

    private JsonObject Sessions()
    {
        var sessions = Envelopes.Select((e, i) => (Held: e.AsSpan().IndexOf("circles.session-held"u8) >= 0, i)).Where(e => e.Held).ToArray();
        return new()
        {
            ["name"] = "sessions held",
            ["counts"] = "circles.session-held",
            ["value"] = sessions.Length,
            ["events"] = new JsonArray([.. sessions.Select(s => (JsonNode)Seq(s.i))]),
        };
    }

    private static long Seq(int n) => 10 + 3L * n;

    private static string Id(int kind, int n) => string.Create(CultureInfo.InvariantCulture, $"0198b0aa-0000-7000-800{kind}-{n:d12}");
}
