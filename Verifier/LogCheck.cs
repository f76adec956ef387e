using System.Buffers;

namespace Advance.Verifier;

/// <summary>
/// Level 2: the exported log, one canonical envelope a line in the order of the leaves. Recomputes the root, and checks
/// that each line is canonical, that no event stands twice, that the versions of each stream rise by one from 1, and
/// that the figures of the report rest on events of the log. Lines after the size of the checkpoint are not read.
/// </summary>
public sealed class LogCheck
{
    public sealed record Result(int Streams, int Figures, int Events);

    private const string Part = "log";
    private const int MaxLine = 1024 * 1024, Block = 8 * 1024 * 1024, MinLine = 200, MaxLeaves = 60_000_000;
    private readonly byte[] hashes;
    private readonly HashSet<ulong> wanted, seqs;
    private readonly HashSet<Guid> ids;
    private readonly Dictionary<Guid, ulong> versions = [];
    private readonly Dictionary<ulong, (ulong Index, string Type)> found = [];
    private int count;

    private LogCheck(int size, HashSet<ulong> wanted)
    {
        (hashes, this.wanted) = (new byte[size * Tree.Width], wanted);
        (seqs, ids) = (new(size), new(size));
    }

    public static Result Run(Proven proven, string file)
    {
        var figures = new Figures(proven.Report);
        var size = proven.Checkpoint.Size;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        if (size > MaxLeaves)
            throw new Unusable($"a log of more than {MaxLeaves} events is not checked in memory");
        if (size * MinLine > (ulong)stream.Length)
            throw new Refusal(Part, $"it is too short for the {size} events of the checkpoint");
        var check = new LogCheck((int)size, figures.Events);
        check.Read(stream);
        check.Compare(proven);
        figures.Check(check.found, proven.Position);
        return new(check.versions.Count, figures.Count, check.wanted.Count);
    }

    private int Size => hashes.Length / Tree.Width;

    private void Read(FileStream stream)
    {
        var buffer = new byte[Block + MaxLine];
        var kept = 0;
        while (count < Size)
        {
            var n = stream.ReadAtLeast(buffer.AsSpan(kept, Block), Block, throwOnEndOfStream: false);
            var filled = kept + n;
            var lines = Lines(buffer.AsSpan(0, filled));
            var used = lines.Count == 0 ? 0 : lines[^1].End + 1;
            kept = filled - used;
            if (kept > MaxLine)
                throw At(count + lines.Count, $"the line is longer than {MaxLine} bytes");
            if (n == 0 && lines.Count == 0)
                throw new Refusal(Part, $"it ends after {count} events, or within one; the checkpoint has {Size}");
            Take(buffer, lines);
            buffer.AsSpan(used, kept).CopyTo(buffer);
        }
    }

    private List<(int Start, int End)> Lines(ReadOnlySpan<byte> block)
    {
        var lines = new List<(int, int)>();
        for (var start = 0; lines.Count < Size - count;)
        {
            var length = block[start..].IndexOf((byte)'\n');
            if (length < 0)
                break;
            if (length > MaxLine)
                throw At(count + lines.Count, $"the line is longer than {MaxLine} bytes");
            lines.Add((start, start + length));
            start += length + 1;
        }

        return lines;
    }

    // Parsing and hashing on all cores, then what depends on order on one.
    private void Take(byte[] block, List<(int Start, int End)> lines)
    {
        const int Chunk = 256;
        var envelopes = new Envelope[lines.Count];
        var errors = new string?[lines.Count];
        Parallel.For(0, (lines.Count + Chunk - 1) / Chunk, chunk =>
        {
            var (scratch, buffer) = (new ArrayBufferWriter<byte>(4096), Array.Empty<byte>());
            for (var i = chunk * Chunk; i < Math.Min(lines.Count, (chunk + 1) * Chunk); i++)
            {
                var line = block.AsSpan(lines[i].Start, lines[i].End - lines[i].Start);
                Tree.Leaf(line, hashes.AsSpan((count + i) * Tree.Width, Tree.Width), ref buffer);
                try
                {
                    envelopes[i] = Envelope.Read(line, scratch) with { Data = Json.Null };
                }
                catch (FormatException e)
                {
                    errors[i] = e.Message;
                }
            }
        });
        for (var i = 0; i < lines.Count; i++)
        {
            if (errors[i] is { } error)
                throw At(count, error);
            Follow(envelopes[i]);
            count++;
        }
    }

    private void Follow(Envelope envelope)
    {
        var version = versions.GetValueOrDefault(envelope.StreamId) + 1;
        if (envelope.Version != version)
            throw At(count, $"stream {envelope.StreamId} goes on with version {envelope.Version} where {version} is due");
        versions[envelope.StreamId] = version;
        if (!seqs.Add(envelope.Seq) || !ids.Add(envelope.EventId))
            throw At(count, $"event {envelope.EventId} or seq {envelope.Seq} stands in the log twice");
        if (wanted.Contains(envelope.Seq))
            found[envelope.Seq] = ((ulong)count, envelope.Type);
    }

    private void Compare(Proven proven)
    {
        var own = hashes.AsMemory((int)proven.Index * Tree.Width, Tree.Width);
        if (Tree.Root(hashes).AsSpan().SequenceEqual(proven.Checkpoint.Root))
            return;
        if (proven.Previous is { } previous && !Tree.Root(hashes.AsMemory(0, (int)previous.Size * Tree.Width)).AsSpan().SequenceEqual(previous.Root))
            throw new Refusal(Part, $"its first {previous.Size} events do not give the root of the previous report's checkpoint");
        if (!own.Span.SequenceEqual(proven.LeafHash))
            throw At((int)proven.Index, "it is not the event that issued the report");
        throw new Refusal(Part, $"its first {Size} events do not give the root of the checkpoint");
    }

    private static Refusal At(int index, string what) => new(Part, $"leaf {index} (line {index + 1}): {what}");
}
