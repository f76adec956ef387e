using Npgsql;

namespace Advance.Reporting.Log.Server;

/// <summary>Leaf by leaf beside its event; the tree grows along, and must give the stored tiles and every root that was signed.</summary>
internal static class MonitorOfLeaves
{
    /// <summary>Gives the number of leaves.</summary>
    public static async Task<long> RunAsync(NpgsqlConnection connection, string events, IReadOnlyList<Checkpoint> checkpoints, List<Finding> found,
        CancellationToken cancel)
    {
        var signed = checkpoints.ToLookup(c => c.Size);
        var tiles = await TilesAsync(connection, cancel);
        var edge = new TreeEdge();
        await using var command = connection.Command($"""
            select l.index, l.seq_id, l.event_id, l.stream_id, l.version, l.envelope, l.hash, {Recorded.Columns}
            from audit.leaf l left join {events}.mt_events e on e.seq_id = l.seq_id order by l.index
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
            if (found.Count > Monitor.MostFindings) break;
        }

        if (tiles.Count > 0 && found.Count == 0) found.Add(new("tile-altered", null, null, $"There are {tiles.Count} tiles too many."));
        return edge.Size;
    }

    private static IEnumerable<(string Kind, string Says)> WrongWith(NpgsqlDataReader row, long due)
    {
        var (index, seq, envelope) = (row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<byte[]>(5));
        if (index != due) yield return ("leaf-missing", $"Leaf {index} stands where {due} is due.");
        if (!MerkleTree.LeafHash(envelope).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(6)))
            yield return ("leaf-altered", $"The hash of leaf {index} is not that of its envelope.");
        if (row.IsDBNull(7))
        {
            yield return ("event-missing", $"The event of leaf {index} (seq {seq}) is gone.");
            yield break;
        }

        var e = Recorded.Read(row, 7);
        if ((e.Leaf.EventId, e.Leaf.StreamId, e.Leaf.Version) != (row.GetGuid(2), row.GetGuid(3), row.GetInt64(4)))
            yield return ("leaf-altered", $"The columns of leaf {index} are not those of its event.");
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
}
