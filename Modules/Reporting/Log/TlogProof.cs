using System.Text;

namespace Advance.Reporting.Log;

/// <summary>
/// A proof that one leaf is in the log, to be checked offline (C2SP tlog-proof v1): the index, the path to the root,
/// and the signed checkpoint as it was issued. <see cref="Extra"/> holds the envelope of the leaf.
/// </summary>
public sealed record TlogProof(long Index, IReadOnlyList<byte[]> Path, byte[] Checkpoint, byte[]? Extra = null)
{
    private const string Header = "c2sp.org/tlog-proof@v1";
    private const int MaxBytes = 2 * 1024 * 1024;

    public byte[] ToBytes()
    {
        var text = new StringBuilder(Header).Append('\n');
        if (Extra is not null)
            text.Append("extra ").Append(Convert.ToBase64String(Extra)).Append('\n');
        text.Append("index ").Append(StrictText.Decimal(Index)).Append('\n');
        foreach (var hash in Path)
            text.Append(Convert.ToBase64String(hash)).Append('\n');
        return [.. StrictText.Utf8(text.Append('\n').ToString()), .. Checkpoint];
    }

    /// <summary>Read a proof; throws <see cref="FormatException"/> when it is malformed. Says nothing of its truth.</summary>
    public static TlogProof Parse(ReadOnlySpan<byte> bytes)
    {
        var blank = bytes.IndexOf("\n\n"u8);
        if (blank < 0 || bytes.Length > MaxBytes)
            throw new FormatException("A proof has a checkpoint after an empty line, and at most 2 MiB.");
        var lines = new Queue<string>(StrictText.Utf8(bytes[..blank]).Split('\n'));
        if (lines.Dequeue() != Header)
            throw new FormatException($"The first line is not {Header}.");
        var extra = Value(lines, "extra ");
        var index = Value(lines, "index ") ?? throw new FormatException("The line with the index is missing.");
        if (lines.Count > 63)
            throw new FormatException("The path is longer than that of any tree.");
        return new(StrictText.Size(index), [.. lines.Select(StrictText.HashFromBase64)], bytes[(blank + 2)..].ToArray(),
            extra is null ? null : StrictText.FromBase64(extra));
    }

    private static string? Value(Queue<string> lines, string prefix) =>
        lines.TryPeek(out var line) && line.StartsWith(prefix, StringComparison.Ordinal) ? lines.Dequeue()[prefix.Length..] : null;
}
