using System.Buffers;
using Advance.Verifier.Replay;

namespace Advance.Verifier;

/// <summary>
/// Level 2: the exported log, one canonical envelope a line in the order of the leaves. Recomputes the root, and checks
/// that each line is canonical, that no event stands twice, that the versions of each stream rise by one from 1, that the
/// report is the one that these events give, and that the log continues what was held from before. Lines after the size of
/// the checkpoint, or of what was held, are not read.
/// </summary>
public sealed class LogCheck
{
    /// <summary>What was found. <c>Figures</c> were recomputed, of which <c>Withheld</c> are not shown as they are.</summary>
    public sealed record Result(int Streams, int Figures, int Withheld, bool IsReplayed);

    /// <summary>More is not checked in memory.</summary>
    public const int MaxLeaves = 60_000_000;

    /// <summary>What the exported log is called in refusals.</summary>
    public const string Part = "log";
    private const int MinLine = 200;
    private readonly byte[] hashes, held;
    private readonly HashSet<ulong> seqs;
    private readonly HashSet<Guid> ids;
    private readonly Dictionary<Guid, ulong> versions = [];
    private readonly Figures? named;
    private readonly CohortReport? replay;
    private int count;

    private LogCheck(Proven proven, int size, byte[] held)
    {
        (hashes, this.held, seqs, ids) = (new byte[size * Tree.Width], held, new(size), new(size));
        var version = proven.Issued["projectionVersion"]?.AsString;
        if (version == CohortReport.Version)
            replay = new(proven);
        else if (version == Replay.Figures.Version)
            named = new(proven.Report);
        else
            throw new Unusable($"this Verifier cannot recompute a report of {version}; level 1, without --log, can be checked");
    }

    public static Result Run(Proven proven, string file, params IReadOnlyList<Held> held)
    {
        var export = held.MaxBy(h => h.Count)?.Leaves ?? [];
        var size = held.Select(h => h.Checkpoint?.Size ?? (ulong)h.Count).Append(proven.Checkpoint.Size).Max();
        if (size > MaxLeaves)
            throw new Unusable($"a log of more than {MaxLeaves} events is not checked in memory");
        // Before it is opened: what has no length may be a pipe.
        var length = PlainFile.At(file).Length;
        if (length > 0 && IsCompressed(file))
            throw new Unusable($"{file} is compressed: unpack it first");
        if (size * MinLine > (ulong)length)
            throw new Refusal(Part, $"it is too short for the {size} events of {(size == proven.Checkpoint.Size ? "the checkpoint" : "what was held")}"
                + (length == 0 ? ": it is empty or no plain file" : ""));
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        var check = new LogCheck(proven, (int)size, export);
        check.Read(new LogLines(stream, Part));
        check.Compare(proven);
        foreach (var one in held)
            one.Compare(proven, check.hashes);
        check.named?.Check(proven.Position);
        check.replay?.Check();
        return new(check.versions.Count, check.replay?.Figures ?? check.named!.Count, check.replay?.Withheld ?? 0, check.replay is not null);
    }

    private static bool IsCompressed(string file)
    {
        using var stream = File.OpenRead(file);
        return stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
    }

    private int Size => hashes.Length / Tree.Width;

    private void Read(LogLines log)
    {
        while (count < Size)
        {
            var lines = log.Next(Size - count);
            if (lines.Count == 0)
                throw new Refusal(Part, $"it ends after {count} events, or within one; the checkpoint, or what was held, has {Size}");
            Take(log.Block, lines);
        }
    }

    // Parsing and hashing on all cores, then what depends on order on one.
    private void Take(byte[] block, IReadOnlyList<(int Start, int End)> lines)
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
                Tree.Leaf(line, Hash(count + i), ref buffer);
                try
                {
                    var envelope = Envelope.Read(line, scratch);
                    envelopes[i] = replay?.Wants(envelope) == true ? envelope : envelope with { Data = Json.Null };
                }
                catch (FormatException e)
                {
                    errors[i] = e.Message;
                }
            }
        });
        for (var i = 0; i < lines.Count; i++, count++)
        {
            if (errors[i] is { } error)
                throw At(count, error);
            if (count < held.Length / Tree.Width && !Hash(count).SequenceEqual(held.AsSpan(count * Tree.Width, Tree.Width)))
                throw At(count, "it is not what stands there in the export that was held");
            Follow(envelopes[i]);
        }
    }

    private Span<byte> Hash(int index) => hashes.AsSpan(index * Tree.Width, Tree.Width);

    private void Follow(in Envelope envelope)
    {
        var version = versions.GetValueOrDefault(envelope.StreamId) + 1;
        if (envelope.Version != version)
            throw At(count, $"stream {envelope.StreamId} goes on with version {envelope.Version} where {version} is due");
        versions[envelope.StreamId] = version;
        if (!seqs.Add(envelope.Seq) || !ids.Add(envelope.EventId))
            throw At(count, $"event {envelope.EventId} or seq {envelope.Seq} stands in the log twice");
        named?.See((ulong)count, envelope);
        replay?.See((ulong)count, envelope);
    }

    private void Compare(Proven proven)
    {
        var leaves = hashes.AsMemory(0, (int)proven.Checkpoint.Size * Tree.Width);
        if (Tree.Root(leaves).AsSpan().SequenceEqual(proven.Checkpoint.Root))
            return;
        if (proven.Previous is { } previous
            && !Tree.Root(hashes.AsMemory(0, (int)previous.Size * Tree.Width)).AsSpan().SequenceEqual(previous.Root))
            throw new Refusal(Part, $"its first {previous.Size} events do not give the root of the previous report's checkpoint");
        if (!Hash((int)proven.Index).SequenceEqual(proven.LeafHash))
            throw At((int)proven.Index, "it is not the event that issued the report");
        throw new Refusal(Part, $"its first {proven.Checkpoint.Size} events do not give the root of the checkpoint");
    }

    private static Refusal At(int index, string what) => new(Part, $"leaf {index} (line {index + 1}): {what}");
}
