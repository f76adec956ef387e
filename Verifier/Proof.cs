namespace Advance.Verifier;

/// <summary>A proof in the format of C2SP tlog-proof v1; the line "extra" holds the envelope of the leaf.</summary>
public sealed class Proof
{
    public Proof(byte[] bytes)
    {
        var cut = bytes.AsSpan().IndexOf("\n\n"u8);
        var lines = cut < 0 ? [] : Text.Utf8(bytes.AsSpan(0, cut)).Split('\n');
        if (lines is not ["c2sp.org/tlog-proof@v1", var extra, var index, .. var path])
            throw new FormatException("it is not a c2sp.org/tlog-proof@v1 with extra, index and path");
        if (!extra.StartsWith("extra ", StringComparison.Ordinal) || !index.StartsWith("index ", StringComparison.Ordinal))
            throw new FormatException("its second line is not the leaf (extra) or its third not the index");
        if (path.Length > 63)
            throw new FormatException("its path is longer than that of any tree");
        Extra = Text.Base64(extra[6..]);
        Index = Text.Size(index[6..]);
        Path = [.. path.Select(Text.Hash)];
        Checkpoint = bytes[(cut + 2)..];
    }

    public ulong Index { get; }
    public byte[][] Path { get; }
    public byte[] Extra { get; }
    public byte[] Checkpoint { get; }
}
