using System.Buffers;

namespace Advance.Verifier;

/// <summary>What level 1 has shown.</summary>
public sealed record Proven(string ReportId, ulong Index, ulong Position, Checkpoint Checkpoint, Checkpoint? Previous,
    VerifierKey Key, int Witnesses, byte[] LeafHash, Json Issued, Json Report);

/// <summary>
/// Level 1: the bundle alone. Signatures of the checkpoint, inclusion of the report-issued event, digests of all
/// files, consistency with the checkpoint of the previous report. Throws <see cref="Refusal"/>.
/// </summary>
public sealed class BundleCheck
{
    private const string Issued = "reporting.report-issued";

    // Each stands in the event, which is signed, and again in the manifest, which is not.
    private static readonly string[] Facts =
        ["codeVersion", "disclosurePolicyVersion", "position", "previousTreeSize", "projectionVersion", "reportId", "timeZone"];

    private static readonly string[] ManifestMembers =
        [.. Facts.Concat(["files", "format", "leafIndex", "origin", "root", "treeSize"]).Order(StringComparer.Ordinal)];

    private static readonly string[] LaterThanIssue =
        [BundleFiles.Manifest, BundleFiles.Checkpoint, BundleFiles.Proof, BundleFiles.Consistency];

    private readonly BundleFiles files;
    private readonly Json manifest;

    private BundleCheck(BundleFiles files)
    {
        this.files = files;
        manifest = Canonically(BundleFiles.Manifest, ManifestMembers);
    }

    /// <summary>What is proved, and the policy by which: the given one, else the bundle's own.</summary>
    public static (Proven Proven, Policy Policy) Run(BundleFiles files, byte[]? trusted)
    {
        var check = new BundleCheck(files);
        check.ManifestNamesTheFiles();
        var bundled = At(BundleFiles.Policy, () => new Policy(files[BundleFiles.Policy]));
        var policy = trusted is null ? bundled : At(Policy.Given, () => new Policy(trusted));
        var note = At(BundleFiles.Checkpoint, () => new Note(files[BundleFiles.Checkpoint]));
        var (checkpoint, key) = At(BundleFiles.Checkpoint, () => policy.Believe(note));
        check.ManifestIsOf(checkpoint);
        var (issued, index, leafHash) = At(BundleFiles.Proof, () => check.Inclusion(checkpoint));
        check.EventNamesTheFiles(issued);
        var (position, previousSize) = check.Positions(index);
        var previous = At(BundleFiles.Consistency, () => check.Previous(policy, checkpoint, previousSize));
        var report = check.Canonically(BundleFiles.Report, null);
        if (!Same(report["reportId"], check.manifest["reportId"]) || !Same(report["position"], check.manifest["position"]))
            throw new Refusal(BundleFiles.Report, "its reportId or position is not that of the issued report");
        return (new(check.manifest["reportId"]!.Text, index, position, checkpoint, previous, key, policy.WitnessesOf(note),
            leafHash, issued, report), policy);
    }

    private void ManifestNamesTheFiles()
    {
        if (manifest["format"]?.AsString != "advance-bundle/1")
            throw new Refusal(BundleFiles.Manifest, "its format is not advance-bundle/1");
        var names = new List<string>();
        foreach (var entry in manifest["files"]!.Items)
        {
            if (entry["name"]?.AsString is not { } name || !entry.Members.Select(m => m.Key).SequenceEqual(["name", "sha256", "size"]))
                throw new Refusal(BundleFiles.Manifest, "an entry of files is not name, sha256 and size");
            names.Add(name);
            if (!files.Has(name))
                throw new Refusal(name, "manifest.json names the file, but it is missing");
            if (entry["size"]!.AsSize != (ulong)files[name].Length)
                throw new Refusal(name, "the file does not have the size that manifest.json states");
            if (entry["sha256"]!.AsString != Text.Digest(files[name]))
                throw new Refusal(name, "the file does not have the digest that manifest.json states");
        }

        if (!names.SequenceEqual(names.Distinct().Order(StringComparer.Ordinal)))
            throw new Refusal(BundleFiles.Manifest, "its files are not in order, or one stands twice");
        if (files.Names.Except(names).FirstOrDefault(name => name != BundleFiles.Manifest) is { } foreign)
            throw new Refusal(foreign, "manifest.json does not name the file");
    }

    private void ManifestIsOf(Checkpoint checkpoint)
    {
        if (manifest["origin"]!.AsString != checkpoint.Origin || manifest["treeSize"]!.AsSize != checkpoint.Size
            || manifest["root"]!.AsString != Convert.ToBase64String(checkpoint.Root))
            throw new Refusal(BundleFiles.Manifest, "its origin, treeSize or root is not that of the checkpoint");
    }

    private (Json Issued, ulong Index, byte[] LeafHash) Inclusion(Checkpoint checkpoint)
    {
        var proof = new Proof(files[BundleFiles.Proof]);
        if (!proof.Checkpoint.AsSpan().SequenceEqual(files[BundleFiles.Checkpoint]))
            throw new FormatException("the checkpoint in it is not the file checkpoint");
        var leafHash = Tree.Leaf(proof.Extra);
        if (!Tree.Includes(proof.Index, checkpoint.Size, leafHash, proof.Path, checkpoint.Root))
            throw new FormatException($"its path does not lead from leaf {proof.Index} to the root of the checkpoint");
        if (manifest["leafIndex"]!.AsSize != proof.Index)
            throw new Refusal(BundleFiles.Manifest, "its leafIndex is not that of the proof");
        var envelope = Envelope.Read(proof.Extra, new ArrayBufferWriter<byte>());
        return envelope.Type == Issued
            ? (envelope.Data, proof.Index, leafHash)
            : throw new FormatException($"the proof is for a leaf of type {envelope.Type}, not {Issued}");
    }

    private void EventNamesTheFiles(Json issued)
    {
        if (Array.Find(Facts, fact => !Same(manifest[fact], issued[fact])) is { } other)
            throw new Refusal(BundleFiles.Manifest, $"its {other} is not the one of the issued event");
        var digests = issued["digests"]?.Members ?? throw new Refusal(BundleFiles.Proof, "the issued event has no digests");
        foreach (var (name, digest) in digests)
        {
            if (digest.AsString != Text.Digest(files[name]))
                throw new Refusal(name, "the file is not the one that was issued: its digest is another");
        }

        var covered = digests.Select(d => d.Key).ToArray();
        if (Array.Find([BundleFiles.Report, BundleFiles.Html, BundleFiles.Policy], name => !covered.Contains(name)) is { } missing)
            throw new Refusal(BundleFiles.Proof, $"the issued event has no digest of {missing}");
        if (files.Names.Except(covered).Except(LaterThanIssue).FirstOrDefault() is { } foreign)
            throw new Refusal(foreign, "the file was not issued with the report");
    }

    private (ulong Position, ulong PreviousSize) Positions(ulong index)
    {
        if (manifest["position"]!.AsSize is not { } position || manifest["previousTreeSize"]!.AsSize is not { } previous
            || !Guid.TryParseExact(manifest["reportId"]!.AsString, "D", out _))
            throw new Refusal(BundleFiles.Manifest, "its position, previousTreeSize or reportId is malformed");
        if (position > index || previous > index)
            throw new Refusal(BundleFiles.Manifest, "its position or previousTreeSize lies after the leaf of the report");
        return (position, previous);
    }

    private Checkpoint? Previous(Policy policy, Checkpoint now, ulong size)
    {
        if (size == 0)
            return files.Has(BundleFiles.Consistency) ? throw new FormatException("there was no report before this one") : null;
        var json = Canonically(BundleFiles.Consistency, ["checkpoint1", "proof", "root1", "root2", "size1", "size2"]);
        var note = new Note(Text.Bytes(json["checkpoint1"]!.AsString ?? ""));
        var before = policy.SignedByLog(note);
        if (before.Origin != now.Origin || before.Size != size || json["size1"]!.AsSize != size
            || json["root1"]!.AsString != Convert.ToBase64String(before.Root))
            throw new FormatException("its first checkpoint is not that of the previous report");
        if (json["size2"]!.AsSize != now.Size || json["root2"]!.AsString != Convert.ToBase64String(now.Root))
            throw new FormatException("its second size or root is not that of the checkpoint");
        var proof = json["proof"]!.Items.Select(h => Text.Hash(h.AsString ?? "")).ToArray();
        return Tree.Continues(before.Size, now.Size, before.Root, now.Root, proof)
            ? before
            : throw new FormatException($"the tree of size {now.Size} does not continue that of size {before.Size}: the log was rewritten");
    }

    private Json Canonically(string name, string[]? members)
    {
        var json = At(name, () => Json.Parse(files[name]));
        if (!At(name, () => Canonical.Of(json)).AsSpan().SequenceEqual(files[name]))
            throw new Refusal(name, "the file is not in canonical form");
        if (json.Kind != Json.Kinds.Map || (members is not null && !json.Members.Select(m => m.Key).SequenceEqual(members)))
            throw new Refusal(name, "the file does not have exactly the members it should");
        return json;
    }

    private static bool Same(Json? a, Json? b) => a is not null && b is not null && Canonical.Of(a).AsSpan().SequenceEqual(Canonical.Of(b));

    private static T At<T>(string part, Func<T> step)
    {
        try
        {
            return step();
        }
        catch (FormatException e)
        {
            throw new Refusal(part, e.Message);
        }
    }
}
