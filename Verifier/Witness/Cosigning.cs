namespace Advance.Verifier.Witness;

/// <summary>What a log asks of a witness: the body of an add-checkpoint request (C2SP tlog-witness), or a checkpoint alone.</summary>
public sealed class Asked
{
    private const int MaxProof = 63;

    private Asked(ulong? from, byte[][] proof, Note note) => (From, Proof, Note) = (from, proof, note);

    /// <summary>The size from which the proof leads; null when there is no proof.</summary>
    public ulong? From { get; }

    public byte[][] Proof { get; }

    public Note Note { get; }

    public static Asked Read(byte[] bytes)
    {
        if (!bytes.AsSpan().StartsWith("old "u8))
            return new(null, [], new(bytes));
        var cut = bytes.AsSpan().IndexOf("\n\n"u8);
        if (cut < 0)
            throw new FormatException("it has no empty line before the checkpoint");
        var lines = Text.Utf8(bytes.AsSpan(0, cut)).Split('\n');
        return lines.Length - 1 <= MaxProof
            ? new(Text.Size(lines[0][4..]), [.. lines.Skip(1).Select(Text.Hash)], new(bytes[(cut + 2)..]))
            : throw new FormatException("its proof is longer than that of any tree");
    }
}

/// <summary>
/// Cosigns a checkpoint if it continues what this witness cosigned before: by the proof that came with it, or by the exported log. What is
/// cosigned is written down before the signature exists, so that no crash makes the witness sign two histories.
/// </summary>
public static class Cosigning
{
    /// <summary>What a request is called in refusals.</summary>
    public const string Part = "request";

    /// <summary>The note with the log's own signatures and the new cosignature.</summary>
    /// <param name="request">As <see cref="Asked"/> reads it.</param>
    /// <param name="policy">Names the keys of the log.</param>
    /// <param name="keyFile">The witness's key; its state lies beside it.</param>
    /// <param name="export">The exported log, instead of a proof.</param>
    /// <param name="clock">The time that goes into the cosignature.</param>
    public static string Run(byte[] request, Policy policy, string keyFile, string? export, TimeProvider clock)
    {
        using var key = WitnessKey.Read(keyFile);
        var path = WitnessState.PathFor(keyFile);
        using var alone = OwnFile.Alone(path);
        var before = WitnessState.Read(path);
        var (asked, now) = Believed(request, policy);
        Judge(before, now, asked, export);
        new WitnessState(now.Origin, now.Size, now.Root).Keep(path);
        return asked.Note.Cosigned(now.Origin, key.Cosign(asked.Note.Body, clock.GetUtcNow()));
    }

    private static (Asked, Checkpoint) Believed(byte[] request, Policy policy)
    {
        try
        {
            var asked = Asked.Read(request);
            return (asked, policy.SignedByLog(asked.Note));
        }
        catch (FormatException e)
        {
            throw new Refusal(Part, e.Message);
        }
    }

    private static void Judge(WitnessState before, Checkpoint now, Asked asked, string? export)
    {
        if (before.Size > 0 && before.Origin != now.Origin)
            throw new Refusal(Part, $"it is of the log {now.Origin}, but this key witnesses {before.Origin}: each log needs a key of its own");
        if (now.Size == 0)
            throw new Refusal(Part, "the log is empty: there is nothing to cosign");
        if (now.Size < before.Size)
            throw new Refusal(Part, $"its size {now.Size} is less than {before.Size}, which was cosigned before: a witness does not go back");
        if (export is not null)
            Compare(before, now, export);
        else if (now.Size == before.Size)
            Same(before, now);
        else if (before.Size > 0)
            Follows(before, now, asked);
    }

    private static void Same(WitnessState before, Checkpoint now)
    {
        if (!now.Root.AsSpan().SequenceEqual(before.Root))
            throw new Refusal(Part, $"at size {now.Size} it has another root than what was cosigned before: the log was rewritten or shows two histories");
    }

    private static void Follows(WitnessState before, Checkpoint now, Asked asked)
    {
        if (asked.From != before.Size)
            throw new Unusable($"the request has {(asked.From is { } from ? $"a proof from size {from}" : "no proof")}, "
                + $"but size {before.Size} was cosigned last: ask for one from {before.Size}, or give --log");
        if (!Tree.Continues(before.Size, now.Size, before.Root, now.Root, asked.Proof))
            throw new Refusal(Part, $"its proof does not show that the tree of size {now.Size} continues that of size {before.Size}, "
                + "which was cosigned before: the proof is wrong, or the log was rewritten");
    }

    private static void Compare(WitnessState before, Checkpoint now, string export)
    {
        using var file = File.OpenRead(export);
        var leaves = LogLines.Leaves(file, LogCheck.Part);
        if ((ulong)(leaves.Length / Tree.Width) < now.Size)
            throw new Refusal(LogCheck.Part, $"it has {leaves.Length / Tree.Width} events, the checkpoint has {now.Size}");
        foreach (var (size, root, what) in new[] { (before.Size, before.Root, "what was cosigned before"), (now.Size, now.Root, "the checkpoint") })
        {
            if (size > 0 && !Tree.Root(leaves.AsMemory(0, (int)size * Tree.Width)).AsSpan().SequenceEqual(root))
                throw new Refusal(LogCheck.Part, $"its first {size} events do not give the root of {what}");
        }
    }
}
