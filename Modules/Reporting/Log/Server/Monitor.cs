using System.Data;
using Npgsql;

namespace Advance.Reporting.Log.Server;

/// <summary>Something that is not as it was recorded. <c>Index</c> is a leaf, <c>Seq</c> a position of the event store.</summary>
public record Finding(string Kind, long? Index, long? Seq, string Says);

/// <summary>What a look at the whole log found; at most 100 findings are listed.</summary>
public record Findings(bool IsIntact, long Leaves, long? SignedSize, IReadOnlyList<Finding> Found);

/// <summary>
/// Recomputes the whole log from the events, without believing anything that is stored: leaves, tiles, roots of all checkpoints,
/// the copy outside the database, the triggers. Finds what somebody with all rights in the database has changed.
/// </summary>
public sealed class Monitor(NpgsqlDataSource source, LogTables tables, LogIdentity identity, AuditSchema schema)
{
    private const int MostFindings = 100;

    public async Task<Findings> RunAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancel);
        return await RunAsync(connection, cancel);
    }

    /// <summary>Looks through a transaction that is open already, at what it sees.</summary>
    public async Task<Findings> RunAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        List<Finding> found = [];
        var checkpoints = await CheckpointsAsync(connection, found, cancel);
        var leaves = await LeavesAsync(connection, checkpoints, found, cancel);
        found.AddRange(checkpoints.Where(c => c.Size > leaves)
            .Select(c => new Finding("leaves-missing", null, null, $"A checkpoint over {c.Size} leaves was signed; there are {leaves}.")).Take(1));
        await UnloggedAsync(connection, found, cancel);
        await TriggersAsync(connection, found, cancel);
        return new(found.Count == 0, leaves, checkpoints.Select(c => (long?)c.Size).Max(), [.. found.Take(MostFindings)]);
    }

    private async Task<IReadOnlyList<Checkpoint>> CheckpointsAsync(NpgsqlConnection connection, List<Finding> found, CancellationToken cancel)
    {
        List<(long? Size, SignedNote Note)> notes = [];
        await using (var command = connection.Command("select size, note from audit.checkpoint order by size"))
        await using (var reader = await command.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel)) await TryAsync(found, "checkpoint-altered", () => notes.Add((reader.GetInt64(0), SignedNote.Parse(StrictText.Utf8(reader.GetString(1))))));
        try
        {
            if (await identity.LastAsync(cancel) is { } outside) notes.Add((null, outside));
            else if (notes.Count > 0) found.Add(new("checkpoint-missing", null, null, "No checkpoint lies outside the database."));
        }
        catch (LogStopped e)
        {
            found.Add(new("checkpoint-altered", null, null, e.Message));
        }

        List<Checkpoint> own = [];
        foreach (var (size, note) in notes)
            await TryAsync(found, "checkpoint-altered", async () =>
            {
                var checkpoint = Checkpoint.Parse(note.Text);
                if (!await identity.SignedAsync(note, cancel) || (size ?? checkpoint.Size) != checkpoint.Size)
                    throw new FormatException($"The checkpoint of size {size} is not this log's.");
                own.Add(checkpoint);
            });
        return own;
    }

    // Leaf by leaf beside its event; the tree grows along.
    private async Task<long> LeavesAsync(NpgsqlConnection connection, IReadOnlyList<Checkpoint> checkpoints, List<Finding> found, CancellationToken cancel)
    {
        var signed = checkpoints.ToLookup(c => c.Size);
        var tiles = await TilesAsync(connection, cancel);
        var edge = new TreeEdge();
        await using var command = connection.Command($"""
            select l.index, l.seq_id, l.event_id, l.stream_id, l.version, l.envelope, l.hash, {Recorded.Columns}
            from audit.leaf l left join {tables.Events}.mt_events e on e.seq_id = l.seq_id order by l.index
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            foreach (var (kind, says) in WrongWith(reader, edge.Size)) found.Add(new(kind, reader.GetInt64(0), reader.GetInt64(1), says));
            foreach (var full in edge.Append([MerkleTree.LeafHash(reader.GetFieldValue<byte[]>(5))]))
                if (!tiles.Remove((full.Tile.Level, full.Tile.Index), out var stored) || stored != DataDigest.OfBytes([.. full.Bytes, .. full.Root()]))
                    found.Add(new("tile-altered", null, null, $"{full.Tile.Path} is not that of the leaves."));
            foreach (var checkpoint in signed[edge.Size].Where(c => !c.Root.AsSpan().SequenceEqual(edge.Root())))
                found.Add(new("root", edge.Size - 1, null, $"The first {edge.Size} leaves do not give the root that was signed."));
            if (found.Count > MostFindings) break;
        }

        if (tiles.Count > 0 && found.Count == 0) found.Add(new("tile-altered", null, null, $"There are {tiles.Count} tiles too many."));
        return edge.Size;
    }

    private static IEnumerable<(string Kind, string Says)> WrongWith(NpgsqlDataReader row, long due)
    {
        var (index, seq, envelope) = (row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(5));
        if (index != due) yield return ("leaf-missing", $"Leaf {index} stands where {due} is due.");
        if (!MerkleTree.LeafHash(envelope).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(6))) yield return ("leaf-altered", $"The hash of leaf {index} is not that of its envelope.");
        if (row.IsDBNull(7))
        {
            yield return ("event-missing", $"The event of leaf {index} (seq {seq}) is gone.");
            yield break;
        }

        var e = Recorded.Read(row, 7);
        if ((e.Leaf.EventId, e.Leaf.StreamId, e.Leaf.Version) != (row.GetGuid(2), row.GetGuid(3), row.GetInt64(4))) yield return ("leaf-altered", $"The columns of leaf {index} are not those of its event.");
        var says = Comparing(e, envelope);
        if (says is not null) yield return ("event-altered", $"Leaf {index}: {says}");
    }

    private static string? Comparing(Recorded e, byte[] envelope)
    {
        try
        {
            return e.Envelope().AsSpan().SequenceEqual(envelope) ? null : $"event {e.Leaf.EventId} (seq {e.Leaf.Seq}) and its leaf are not the same any more.";
        }
        catch (LogStopped stopped)
        {
            return stopped.Message;
        }
    }

    private static async Task<Dictionary<(int, long), string>> TilesAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        Dictionary<(int, long), string> tiles = [];
        await using var command = connection.Command("select level, index, bytes || root from audit.tile");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) tiles[(reader.GetInt32(0), reader.GetInt64(1))] = DataDigest.OfBytes(reader.GetFieldValue<byte[]>(2));
        return tiles;
    }

    // Events that the sequence has passed: inserted afterwards, or visible late and not looked back at yet.
    private async Task UnloggedAsync(NpgsqlConnection connection, List<Finding> found, CancellationToken cancel)
    {
        await using var command = connection.Command($"""
            select e.seq_id from {tables.Events}.mt_events e where e.type <> 'tombstone' and e.seq_id < (select max(seq_id) from audit.leaf)
            and not exists (select from audit.leaf l where l.seq_id = e.seq_id) order by 1 limit 100
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) found.Add(new("event-unlogged", null, reader.GetInt64(0), $"The event of seq {reader.GetInt64(0)} has no leaf, younger ones have."));
    }

    private async Task TriggersAsync(NpgsqlConnection connection, List<Finding> found, CancellationToken cancel)
    {
        foreach (var trigger in schema.Triggers)
            if (!await connection.OneAsync<bool>("select exists (select from pg_trigger where tgname = @name and tgrelid = to_regclass(@table) and tgenabled = 'A')",
                cancel, ("name", trigger.Name), ("table", trigger.Table)))
                found.Add(new("trigger-missing", null, null, $"The trigger {trigger.Name} on {trigger.Table} is missing or disabled."));
    }

    private static Task TryAsync(List<Finding> found, string kind, Action step) => TryAsync(found, kind, () =>
    {
        step();
        return Task.CompletedTask;
    });

    private static async Task TryAsync(List<Finding> found, string kind, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (FormatException e)
        {
            found.Add(new(kind, null, null, e.Message));
        }
    }
}
