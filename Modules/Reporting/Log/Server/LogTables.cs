using System.Runtime.CompilerServices;
using Marten;
using Npgsql;

namespace Advance.Reporting.Log.Server;

/// <summary>Reads the log's tables: how many leaves, tiles, envelopes, checkpoints.</summary>
public sealed class LogTables(IDocumentStore store)
{
    private const string Within = "index >= @from and index < @from + @width";

    /// <summary>The schema of the events.</summary>
    public string Events => store.Options.Events.DatabaseSchemaName;

    public static async Task<long> SizeAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        await connection.OneAsync<long?>("select max(index) + 1 from audit.leaf", cancel) ?? 0;

    /// <summary>The last position behind which nothing younger is still to come.</summary>
    public async Task<long> HighWaterMarkAsync(NpgsqlConnection connection, CancellationToken cancel) =>
        await connection.OneAsync<long?>($"select last_seq_id from {Events}.mt_event_progression where name = 'HighWaterMark'", cancel) ?? 0;

    /// <summary>Roots and proofs of the first leaves. It reads tile by tile, without waiting asynchronously: a few rows each.</summary>
    public static TreeReader Tree(NpgsqlConnection connection, long size) => new(size, tile => Read(connection, tile));

    /// <summary>The right edge of the tree as it was at this size.</summary>
    public static TreeEdge Edge(NpgsqlConnection connection, long size) => TreeEdge.At(size, tile => Read(connection, tile));

    /// <summary>The bytes of a tile. Only full tiles are stored; a partial one follows from what lies below it.</summary>
    public static byte[] Read(NpgsqlConnection connection, Tile tile)
    {
        var from = tile.Index * Tile.Full;
        if (tile.IsFull)
            return Hashes(connection, "select bytes from audit.tile where level = @level and index = @from", tile.Level, tile.Index, 1);
        return tile.Level == 0
            ? Hashes(connection, $"select hash from audit.leaf where {Within} and @level = 0 order by index", 0, from, tile.Width)
            : Hashes(connection, $"select root from audit.tile where level = @level and {Within} order by index", tile.Level - 1, from, tile.Width);
    }

    /// <summary>Envelopes from a leaf on, in order.</summary>
    public static async IAsyncEnumerable<byte[]> EnvelopesAsync(NpgsqlConnection connection, long from, long count,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = connection.Command(
            "select envelope from audit.leaf where index >= @from and index < @from + @count order by index", ("from", from), ("count", count));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) yield return reader.GetFieldValue<byte[]>(0);
    }

    /// <summary>
    /// The same, written anew from the events as they stand in the store now: an empty line where the event of a leaf is gone or has no
    /// canonical form, and a line more for each event that stands between others without a leaf. While nothing was changed, both are alike.
    /// </summary>
    public async IAsyncEnumerable<byte[]> AsRecordedAsync(NpgsqlConnection connection, long from, long count, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = connection.Command($"""
            with page as (select index, seq_id from audit.leaf where index >= @from and index < @from + @count),
                unlogged as (select e.seq_id from {Events}.mt_events e where e.type <> 'tombstone'
                    and (@from = 0 or e.seq_id > (select seq_id from audit.leaf where index = @from))
                    and e.seq_id < coalesce((select seq_id from audit.leaf where index = @from + @count), (select max(seq_id) from page))
                    and not exists (select from audit.leaf l where l.seq_id = e.seq_id))
            select p.index, {Recorded.Columns} from (select index, seq_id from page
                union all select coalesce((select max(index) from page x where x.seq_id < u.seq_id), @from - 1), seq_id from unlogged u) p
            left join {Events}.mt_events e on e.seq_id = p.seq_id order by p.index, p.seq_id
            """, ("from", from), ("count", count));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) yield return reader.IsDBNull(1) ? [] : Anew(reader);
    }

    private static byte[] Anew(NpgsqlDataReader row)
    {
        try
        {
            return Recorded.Read(row, 1).Leaf.Envelope();
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private const string Note = """
        select note, array(select line from audit.cosignature s where s.size = c.size order by witness) from audit.checkpoint c
        """;

    /// <summary>The newest checkpoint, or the one of this size.</summary>
    public static async Task<SignedNote?> CheckpointAsync(NpgsqlConnection connection, CancellationToken cancel, long? size = null) =>
        await NotesAsync(connection, size is null ? "order by size desc limit 1" : "where size = @size", cancel, ("size", size ?? 0))
            .FirstOrDefaultAsync(cancel);

    /// <summary>The oldest checkpoint that covers a leaf, and younger ones that witnesses cosigned; the oldest first.</summary>
    public static IAsyncEnumerable<SignedNote> CoveringAsync(NpgsqlConnection connection, long leaf, CancellationToken cancel) =>
        NotesAsync(connection, """
            where size > @leaf and (size = (select min(size) from audit.checkpoint where size > @leaf)
                or exists (select from audit.cosignature s where s.size = c.size)) order by size
            """, cancel, ("leaf", leaf));

    private static async IAsyncEnumerable<SignedNote> NotesAsync(NpgsqlConnection connection, string where, [EnumeratorCancellation] CancellationToken cancel,
        params (string, object?)[] values)
    {
        await using var command = connection.Command($"{Note} {where}", values);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            yield return SignedNote.Parse(StrictText.Utf8(reader.GetString(0) + string.Concat(reader.GetFieldValue<string[]>(1).Select(line => line + "\n"))));
    }

    private static byte[] Hashes(NpgsqlConnection connection, string sql, int level, long from, int width)
    {
        using var command = connection.Command(sql, ("level", level), ("from", from), ("width", width));
        using var reader = command.ExecuteReader();
        var bytes = new MemoryStream();
        while (reader.Read()) bytes.Write(reader.GetFieldValue<byte[]>(0));
        return bytes.ToArray();
    }
}
