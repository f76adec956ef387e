using System.Text.Json;
using System.Text.Json.Nodes;

namespace Advance.Reporting.Log;

/// <summary>A file of a bundle; names are lower case letters, digits, dots and dashes.</summary>
public record BundleFile(string Name, byte[] Bytes);

/// <summary>The checkpoint of the report before this one, and why the log of this one continues it.</summary>
public record PreviousCheckpoint(SignedNote Checkpoint, IReadOnlyList<byte[]> Proof);

/// <summary>What the log knows about an issued report once its event has a leaf and a checkpoint covers it.</summary>
/// <param name="Envelope">The canonical envelope of the report-issued event.</param>
/// <param name="Index">Index of its leaf.</param>
/// <param name="Path">Inclusion proof of the leaf in the checkpoint.</param>
/// <param name="Checkpoint">The checkpoint that was issued for the report.</param>
/// <param name="Previous">Null when no report was issued before.</param>
public record Issue(byte[] Envelope, long Index, IReadOnlyList<byte[]> Path, SignedNote Checkpoint, PreviousCheckpoint? Previous);

/// <summary>
/// The files that make a report verifiable offline (docs/auditors.md). Two steps, because the event must know the
/// digests of the files and the manifest must know the leaf of the event: <see cref="Digests"/> goes into the data of
/// the event, <see cref="Write"/> adds what exists only afterwards. Same input, same bytes.
/// </summary>
public static class Bundle
{
    public const string Report = "report.json", Html = "report.html", Policy = "policy", Manifest = "manifest.json",
        CheckpointName = "checkpoint", Proof = "report.tlog-proof", Consistency = "consistency.json";

    private static readonly string[] Facts =
        ["reportId", "position", "previousTreeSize", "codeVersion", "projectionVersion", "disclosurePolicyVersion", "timeZone"];

    /// <summary>Name to SHA-256 (base64url) of the files that exist before the report is issued; the policy is one.</summary>
    public static IReadOnlyDictionary<string, string> Digests(IEnumerable<BundleFile> issued) =>
        new SortedDictionary<string, string>(issued.ToDictionary(f => f.Name, f => DataDigest.OfBytes(f.Bytes)), StringComparer.Ordinal);

    /// <summary>
    /// All files of the bundle. <paramref name="issued"/> are those whose digests the event carries, byte for byte;
    /// throws <see cref="FormatException"/> when they are not.
    /// </summary>
    public static IReadOnlyList<BundleFile> Write(IReadOnlyList<BundleFile> issued, Issue issue)
    {
        var checkpoint = Log.Checkpoint.Parse(issue.Checkpoint.Text);
        var note = issue.Checkpoint.ToBytes();
        using var envelope = JsonDocument.Parse(issue.Envelope);
        var data = envelope.RootElement.GetProperty("data");
        CheckDigests(issued, data.GetProperty("digests"));
        List<BundleFile> files =
        [
            .. issued,
            new(CheckpointName, note),
            new(Proof, new TlogProof(issue.Index, issue.Path, note, issue.Envelope).ToBytes()),
        ];
        if (issue.Previous is { } previous)
            files.Add(new(Consistency, ConsistencyOf(previous, checkpoint)));
        files.Add(new(Manifest, ManifestOf(files, data, issue.Index, checkpoint)));
        return [.. files.OrderBy(f => f.Name, StringComparer.Ordinal)];
    }

    private static void CheckDigests(IReadOnlyList<BundleFile> issued, JsonElement digests)
    {
        var stated = digests.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString());
        foreach (var (name, digest) in Digests(issued))
        {
            if (!stated.Remove(name, out var expected) || expected != digest)
                throw new FormatException($"{name} is not the file that was issued.");
        }

        if (stated.Count > 0)
            throw new FormatException($"{stated.Keys.First()} was issued but is not given.");
    }

    // In the shape of the vectors of transparency-dev, so that any RFC 6962 verifier can check it alone. Of the previous
    // checkpoint only the log's own signature: its witnesses may be unknown to today's policy, and a signature that
    // nobody checks could be altered unseen. The previous bundle has them all.
    private static byte[] ConsistencyOf(PreviousCheckpoint previous, Checkpoint now)
    {
        var before = Log.Checkpoint.Parse(previous.Checkpoint.Text);
        var own = previous.Checkpoint with { Signatures = [.. previous.Checkpoint.Signatures.Where(s => s.Name == before.Origin)] };
        return CanonicalJson.Of(new JsonObject
        {
            ["checkpoint1"] = StrictText.Utf8(own.ToBytes()),
            ["proof"] = new JsonArray([.. previous.Proof.Select(h => (JsonNode)Convert.ToBase64String(h))]),
            ["root1"] = Convert.ToBase64String(before.Root),
            ["root2"] = Convert.ToBase64String(now.Root),
            ["size1"] = before.Size,
            ["size2"] = now.Size,
        });
    }

    private static byte[] ManifestOf(IEnumerable<BundleFile> files, JsonElement data, long index, Checkpoint checkpoint)
    {
        var manifest = new JsonObject
        {
            ["format"] = "advance-bundle/1",
            ["origin"] = checkpoint.Origin,
            ["treeSize"] = checkpoint.Size,
            ["root"] = Convert.ToBase64String(checkpoint.Root),
            ["leafIndex"] = index,
            ["files"] = new JsonArray([.. files.OrderBy(f => f.Name, StringComparer.Ordinal).Select(Entry)]),
        };
        foreach (var fact in Facts)
            manifest[fact] = JsonNode.Parse(data.GetProperty(fact).GetRawText());
        return CanonicalJson.Of(manifest);
    }

    private static JsonObject Entry(BundleFile file) =>
        new() { ["name"] = file.Name, ["sha256"] = DataDigest.OfBytes(file.Bytes), ["size"] = file.Bytes.Length };
}
