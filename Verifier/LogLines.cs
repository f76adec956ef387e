namespace Advance.Verifier;

/// <summary>An exported log, block by block; each block holds whole lines. The part names it in refusals.</summary>
internal sealed class LogLines(Stream stream, string part)
{
    private const int MaxLine = ushort.MaxValue, Size = 8 * 1024 * 1024;
    private readonly byte[] buffer = new byte[Size + MaxLine];
    private int kept, used, filled;

    /// <summary>How many lines were given so far.</summary>
    public int Count { get; private set; }

    /// <summary>The bytes that the lines of <see cref="Next"/> lie in; good until it is called again.</summary>
    public byte[] Block => buffer;

    /// <summary>The leaf hashes of a whole log, side by side. A last line without its newline was cut off, and is refused.</summary>
    public static byte[] Leaves(Stream stream, string part)
    {
        var (lines, blocks, buffer) = (new LogLines(stream, part), new List<byte[]>(), Array.Empty<byte>());
        for (var next = lines.Next(int.MaxValue); next.Count > 0; next = lines.Next(int.MaxValue))
        {
            var block = new byte[next.Count * Tree.Width];
            for (var i = 0; i < next.Count; i++)
                Tree.Leaf(lines.Block.AsSpan(next[i].Start, next[i].End - next[i].Start), block.AsSpan(i * Tree.Width, Tree.Width), ref buffer);
            blocks.Add(block);
            if (lines.Count > LogCheck.MaxLeaves)
                throw new Unusable($"a log of more than {LogCheck.MaxLeaves} events is not checked in memory");
        }

        lines.MustEndWhole();
        var hashes = new byte[blocks.Sum(b => (long)b.Length)];
        var at = 0;
        foreach (var block in blocks)
        {
            block.CopyTo(hashes, at);
            at += block.Length;
        }

        return hashes;
    }

    /// <summary>The next lines, at most so many, without their newlines; none at the end, or when the end is within a line.</summary>
    public IReadOnlyList<(int Start, int End)> Next(int most)
    {
        buffer.AsSpan(used, kept).CopyTo(buffer);
        var n = stream.ReadAtLeast(buffer.AsSpan(kept, Size), Size, throwOnEndOfStream: false);
        filled = kept + n;
        var lines = Lines(buffer.AsSpan(0, filled), most);
        used = lines.Count == 0 ? 0 : lines[^1].End + 1;
        kept = filled - used;
        if (kept > MaxLine && lines.Count < most)
            throw TooLong(Count + lines.Count);
        Count += lines.Count;
        return lines;
    }

    /// <summary>When all lines were given: a last one without its newline was cut off, and is refused.</summary>
    public void MustEndWhole()
    {
        if (kept > 0)
            throw new Refusal(part, $"it ends within leaf {Count} (line {Count + 1}): the end is cut off");
    }

    private List<(int Start, int End)> Lines(ReadOnlySpan<byte> block, int most)
    {
        var lines = new List<(int, int)>();
        for (var start = 0; lines.Count < most;)
        {
            var length = block[start..].IndexOf((byte)'\n');
            if (length < 0)
                break;
            if (length > MaxLine)
                throw TooLong(Count + lines.Count);
            lines.Add((start, start + length));
            start += length + 1;
        }

        return lines;
    }

    private Refusal TooLong(int index) => new(part, $"leaf {index} (line {index + 1}): the line is longer than {MaxLine} bytes");
}
