namespace Advance.Verifier;

/// <summary>
/// What an auditor kept from before, to be compared with what is handed out now: the checkpoint of an older bundle (its
/// folder), a checkpoint as a file, or an older export of the log. It is the one thing that a rewritten log cannot answer.
/// </summary>
public sealed class Held
{
    private const string Part = "held";

    /// <summary>What it is called in sentences.</summary>
    public required string Name { get; init; }

    /// <summary>A checkpoint that the log's key has signed; null for an export.</summary>
    public Checkpoint? Checkpoint { get; private init; }

    /// <summary>The leaf hashes of an export, side by side.</summary>
    public byte[] Leaves { get; private init; } = [];

    public int Count => Leaves.Length / Tree.Width;

    public static Held Read(string path, Policy policy)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        if (Directory.Exists(path))
            path = Path.Combine(path, BundleFiles.Checkpoint);
        if (PlainFile.At(path).Length == 0)
            throw new Refusal($"{Part} {name}", "it is empty or no plain file");
        using var file = File.OpenRead(path);
        if (file.ReadByte() == '{')
        {
            file.Position = 0;
            return new() { Name = name, Leaves = LogLines.Leaves(file, $"{Part} {name}") };
        }

        if (file.Length > BundleFiles.MaxSmall)
            throw new Unusable($"{path} is neither a checkpoint nor an export of the log");
        try
        {
            return new() { Name = name, Checkpoint = policy.SignedByLog(new Note(File.ReadAllBytes(path))) };
        }
        catch (FormatException e)
        {
            throw new Refusal($"{Part} {name}", e.Message);
        }
    }

    /// <summary>Without the log only checkpoints of sizes that the bundle has itself can be compared.</summary>
    public void Compare(Proven proven)
    {
        if (Checkpoint is not { } held)
            throw new Unusable($"the export {Name} that was held can be compared with --log only");
        Belongs(proven);
        var same = new[] { proven.Checkpoint, proven.Previous }.FirstOrDefault(c => c?.Size == held.Size)
            ?? throw new Unusable($"the checkpoint {Name} of size {held.Size} that was held can be compared with --log only");
        if (!same.Root.AsSpan().SequenceEqual(held.Root))
            throw new Refusal(BundleFiles.Checkpoint, $"at size {held.Size} its log has another root than the checkpoint {Name} that was held: "
                + "the log was rewritten or shows two histories");
    }

    /// <summary>The leaves of the exported log must give the checkpoint that was held.</summary>
    public void Compare(Proven proven, ReadOnlyMemory<byte> leaves)
    {
        if (Checkpoint is not { } held)
            return;
        Belongs(proven);
        if (held.Size > 0 && !Tree.Root(leaves[..((int)held.Size * Tree.Width)]).AsSpan().SequenceEqual(held.Root))
            throw new Refusal("log", $"its first {held.Size} events do not give the root of the checkpoint {Name} that was held: "
                + "the log was rewritten or shows two histories");
    }

    private void Belongs(Proven proven)
    {
        if (Checkpoint!.Origin != proven.Checkpoint.Origin)
            throw new Refusal($"{Part} {Name}", $"it is of another log, {Checkpoint.Origin}");
    }
}
