using Npgsql;

namespace Advance.Reporting.Log.Server;

/// <summary>
/// Gives each event its leaf: in the order of the store, below the high-water mark, contiguous, lower versions of a stream
/// first. Any node may run it at any time; a lock in the database lets one go on and the others do nothing.
/// </summary>
public sealed class Sequencer(NpgsqlDataSource source, LogTables tables, LogAlarm alarm)
{
    /// <summary>Events in one transaction.</summary>
    public const int Most = 1000;

    /// <summary>Whoever changes the log's tables holds this lock until the end of the transaction.</summary>
    public const long Turn = 0x41_75_64_69_74_4C;

    /// <summary>How many positions each pass looks back for events that became visible late; from time to time more, or all.</summary>
    public const long Near = 2000, Far = 50_000, Everything = long.MaxValue;

    private TreeEdge edge = new();

    /// <summary>Sequences what there is, in transactions of at most <see cref="Most"/> events.</summary>
    public async Task CatchUpAsync(long back, CancellationToken cancel)
    {
        while (await StepAsync(back, cancel) >= Most) back = Math.Min(back, Far);
    }

    private async Task<int> StepAsync(long back, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var mark = await tables.HighWaterMarkAsync(connection, cancel);
        if (back == Near && mark <= await LastAsync(connection, cancel)) return 0;
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (!await connection.OneAsync<bool>("select pg_try_advisory_xact_lock(@turn)", cancel, ("turn", Turn))) return 0;
        var (last, size) = (await LastAsync(connection, cancel), await LogTables.SizeAsync(connection, cancel));
        var fresh = await ReadAsync(connection, "e.seq_id > @last and e.seq_id <= @mark order by e.seq_id limit @most", cancel,
            ("last", last), ("mark", mark), ("most", Most));
        var late = await ReadAsync(connection, $"e.seq_id > @from and e.seq_id <= @last {WithoutLeafThere} order by e.seq_id limit @most", cancel,
            ("from", Math.Max(0, last - Math.Min(last, back))), ("last", last), ("most", Most));
        late = [.. late.UnionBy(await OverdueAsync(connection, [.. late, .. fresh], last, cancel), e => e.Leaf.Seq)
            .OrderBy(e => e.Leaf.Version).ThenBy(e => e.Leaf.Seq)];
        if (late.Count + fresh.Count == 0) return 0;
        var next = await AppendAsync(connection, [.. late, .. fresh], size, cancel);
        await transaction.CommitAsync(cancel);
        edge = next;
        LogAlarm.Appended(late.Count + fresh.Count);
        if (late.Count > 0) alarm.BecameVisibleLate([.. late.Select(e => e.Leaf.Seq)]);
        return late.Count + fresh.Count;
    }

    private const string WithoutLeaf = "and not exists (select 1 from audit.leaf l where l.seq_id = e.seq_id)";

    // The same, said so that both sides are read once in their order (measured: a third of the time), not looked up one by one.
    private const string WithoutLeafThere =
        "and not exists (select 1 from audit.leaf l where l.seq_id = e.seq_id and l.seq_id > @from and l.seq_id <= @last)";

    private static async Task<long> LastAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        await connection.OneAsync<long?>("select max(seq_id) from audit.leaf", cancel) ?? 0;

    // Lower versions of these streams that have no leaf although the sequence has passed them.
    private async Task<IReadOnlyList<Recorded>> OverdueAsync(NpgsqlConnection connection, IReadOnlyList<Recorded> events, long last, CancellationToken cancel)
    {
        var holes = events.GroupBy(e => e.Leaf.StreamId).Select(s => s.MinBy(e => e.Leaf.Version)!.Leaf).Where(e => e.Version > 1).ToArray();
        if (holes.Length == 0) return [];
        return await ReadAsync(connection, $"""
            (e.stream_id, e.version) in (select h.stream_id, generate_series(coalesce((select max(version) from audit.leaf l
                where l.stream_id = h.stream_id), 0) + 1, h.version - 1) from unnest(@streams, @versions) h(stream_id, version))
            and e.seq_id <= @last {WithoutLeaf}
            """, cancel, ("streams", holes.Select(h => h.StreamId).ToArray()), ("versions", holes.Select(h => h.Version).ToArray()), ("last", last));
    }

    private async Task<TreeEdge> AppendAsync(NpgsqlConnection connection, IReadOnlyList<Recorded> events, long size, CancellationToken cancel)
    {
        await CheckVersionsAsync(connection, events, cancel);
        var envelopes = events.Select(e => e.Envelope()).ToArray();
        var hashes = envelopes.Select(e => MerkleTree.LeafHash(e)).ToArray();
        // What this node remembers of the edge is good only if nobody appended since: the size only grows. Until the
        // commit is certain it remembers nothing.
        var next = edge.Size == size && edge.Size > 0 ? edge : LogTables.Edge(connection, size);
        edge = new();
        var full = next.Append(hashes);
        await connection.DoAsync("""
            insert into audit.leaf (index, seq_id, event_id, stream_id, version, envelope, hash)
            select @size + n - 1, s, i, t, v, e, h
            from unnest(@seqs, @ids, @streams, @versions, @envelopes, @hashes) with ordinality x(s, i, t, v, e, h, n) order by n
            """, cancel, ("size", size), ("seqs", events.Select(e => e.Leaf.Seq).ToArray()), ("ids", events.Select(e => e.Leaf.EventId).ToArray()),
            ("streams", events.Select(e => e.Leaf.StreamId).ToArray()), ("versions", events.Select(e => e.Leaf.Version).ToArray()),
            ("envelopes", envelopes), ("hashes", hashes));
        foreach (var tile in full)
            await connection.DoAsync("insert into audit.tile (level, index, bytes, root) values (@level, @index, @bytes, @root)", cancel,
                ("level", tile.Tile.Level), ("index", tile.Tile.Index), ("bytes", tile.Bytes), ("root", tile.Root()));
        return next;
    }

    private static async Task CheckVersionsAsync(NpgsqlConnection connection, IReadOnlyList<Recorded> events, CancellationToken cancel)
    {
        Dictionary<Guid, long> versions = [];
        await using (var command = connection.Command("select stream_id, max(version) from audit.leaf where stream_id = any(@streams) group by 1",
            ("streams", events.Select(e => e.Leaf.StreamId).Distinct().ToArray())))
        await using (var reader = await command.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel)) versions[reader.GetGuid(0)] = reader.GetInt64(1);
        foreach (var leaf in events.Select(e => e.Leaf))
        {
            if (leaf.Version != versions.GetValueOrDefault(leaf.StreamId) + 1)
                throw new LogStopped($"Stream {leaf.StreamId} goes on with version {leaf.Version} (seq {leaf.Seq}), but version "
                    + $"{versions.GetValueOrDefault(leaf.StreamId) + 1} is due: an event is lost or stands twice.");
            versions[leaf.StreamId] = leaf.Version;
        }
    }

    private async Task<IReadOnlyList<Recorded>> ReadAsync(NpgsqlConnection connection, string where, CancellationToken cancel,
        params (string, object?)[] values)
    {
        await using var command = connection.Command(
            $"select {Recorded.Columns} from {tables.Events}.mt_events e where e.type <> 'tombstone' and {where}", values);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<Recorded> events = [];
        while (await reader.ReadAsync(cancel)) events.Add(Recorded.Read(reader));
        return events;
    }
}
