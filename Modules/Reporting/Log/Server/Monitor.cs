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
    internal const int MostFindings = 100;

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
        var leaves = await MonitorOfLeaves.RunAsync(connection, tables.Events, checkpoints, found, cancel);
        found.AddRange(checkpoints.Where(c => c.Size > leaves)
            .Select(c => new Finding("leaves-missing", null, null, $"A checkpoint over {c.Size} leaves was signed; there are {leaves}.")).Take(1));
        await UnloggedAsync(connection, found, cancel);
        await FilesAsync(connection, found, cancel);
        await TriggersAsync(connection, found, cancel);
        return new(found.Count == 0, leaves, checkpoints.Select(c => (long?)c.Size).Max(), [.. found.Take(MostFindings)]);
    }

    private async Task<IReadOnlyList<Checkpoint>> CheckpointsAsync(NpgsqlConnection connection, List<Finding> found, CancellationToken cancel)
    {
        List<(long? Size, SignedNote Note)> notes = [];
        await using (var command = connection.Command("select size, note from audit.checkpoint order by size"))
        await using (var reader = await command.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel))
                await TryAsync(found, "checkpoint-altered", () => notes.Add((reader.GetInt64(0), SignedNote.Parse(StrictText.Utf8(reader.GetString(1))))));
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

    // Events that the sequence has passed: inserted afterwards, or visible late and not looked back at yet.
    private async Task UnloggedAsync(NpgsqlConnection connection, List<Finding> found, CancellationToken cancel)
    {
        await using var command = connection.Command($"""
            select e.seq_id from {tables.Events}.mt_events e where e.type <> 'tombstone' and e.seq_id < (select max(seq_id) from audit.leaf)
            and not exists (select from audit.leaf l where l.seq_id = e.seq_id) order by 1 limit 100
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            found.Add(new("event-unlogged", null, reader.GetInt64(0), $"The event of seq {reader.GetInt64(0)} has no leaf, younger ones have."));
    }

    // The files of reports are kept beside the log; their digests stand in it, as soon as the event has its leaf.
    private async Task FilesAsync(NpgsqlConnection connection, List<Finding> found, CancellationToken cancel)
    {
        await using var command = connection.Command($"""
            with issued as (select l.index, l.seq_id, l.stream_id as report_id, d.key as name, d.value as digest from audit.leaf l,
                jsonb_each_text(convert_from(l.envelope, 'utf8')::jsonb -> 'data' -> 'digests') d
                where l.version = 1 and l.stream_id in (select report_id from audit.issued_file))
            select i.index, i.seq_id, f.name, f.bytes, i.digest from audit.issued_file f left join issued i using (report_id, name)
            where i.index is not null or not exists (select from {tables.Events}.mt_events e where e.stream_id = f.report_id
                and e.seq_id > (select coalesce(max(seq_id), 0) from audit.leaf))
            """);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            if (reader.IsDBNull(4) || reader.GetString(4) != DataDigest.OfBytes(reader.GetFieldValue<byte[]>(3)))
                found.Add(new("file-altered", reader.IsDBNull(0) ? null : reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetInt64(1),
                    $"{reader.GetString(2)} of a report is not as it was issued."));
    }

    private async Task TriggersAsync(NpgsqlConnection connection, List<Finding> found, CancellationToken cancel)
    {
        foreach (var trigger in schema.Triggers)
            if (!await connection.OneAsync<bool>("""
                select exists (select from pg_trigger where tgname = @name and tgrelid = to_regclass(@table) and tgenabled = 'A')
                """, cancel, ("name", trigger.Name), ("table", trigger.Table)))
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
