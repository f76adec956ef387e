using System.Text.Json;
using Npgsql;

namespace Advance.Reporting.Log.Server;

/// <summary>Reads the bundle of an issued report out of what lies in the database.</summary>
public static class IssuedBundle
{
    /// <summary>
    /// The bundle from what an open transaction sees, without waiting for anything; null when there is no such report, or no leaf or
    /// checkpoint for it. Does not check what it reads: that is what the Verifier is for.
    /// </summary>
    /// <exception cref="InvalidOperationException">The stored tree is not whole.</exception>
    public static async Task<IReadOnlyList<BundleFile>?> ReadAsync(NpgsqlConnection connection, Guid reportId, CancellationToken cancel)
    {
        var files = await FilesAsync(connection, reportId, cancel);
        var index = await connection.OneAsync<long?>("select index from audit.leaf where stream_id = @report and version = 1", cancel, ("report", reportId));
        if (files.Count == 0 || index is null || (await CheckpointAsync(connection, files, index.Value, cancel)).Note is not { } checkpoint) return null;
        return await WriteAsync(connection, files, index.Value, checkpoint, cancel);
    }

    /// <summary>
    /// The checkpoint of a report: the oldest that covers its leaf and that the quorum of the report's own policy has cosigned. While there is
    /// none, the oldest that covers it, without the quorum. Witnesses come when they come, and do not go back: they sign what is newest then.
    /// </summary>
    internal static async Task<(SignedNote? Note, bool HasQuorum)> CheckpointAsync(NpgsqlConnection connection, IReadOnlyList<BundleFile> files, long index,
        CancellationToken cancel)
    {
        var policy = LogPolicy.Parse(files.First(f => f.Name == Bundle.Policy).Bytes);
        SignedNote? oldest = null;
        await foreach (var note in LogTables.CoveringAsync(connection, index, cancel))
        {
            if (policy.IsMetBy(note)) return (note, true);
            oldest ??= note;
        }

        return (oldest, false);
    }

    internal static async Task<IReadOnlyList<BundleFile>> WriteAsync(NpgsqlConnection connection, IReadOnlyList<BundleFile> files, long index,
        SignedNote checkpoint, CancellationToken cancel)
    {
        var size = Checkpoint.Parse(checkpoint.Text).Size;
        var tree = LogTables.Tree(connection, size);
        var envelope = await connection.OneAsync<byte[]>("select envelope from audit.leaf where index = @index", cancel, ("index", index));
        return Bundle.Write(files, new(envelope!, index, tree.InclusionProof(index, size), checkpoint,
            await PreviousAsync(connection, envelope!, tree, cancel)));
    }

    internal static async Task<IReadOnlyList<BundleFile>> FilesAsync(NpgsqlConnection connection, Guid reportId, CancellationToken cancel)
    {
        await using var command = connection.Command(
            "select name, bytes from audit.issued_file where report_id = @report order by name collate \"C\"", ("report", reportId));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        List<BundleFile> files = [];
        while (await reader.ReadAsync(cancel)) files.Add(new(reader.GetString(0), reader.GetFieldValue<byte[]>(1)));
        return files;
    }

    private static async Task<PreviousCheckpoint?> PreviousAsync(NpgsqlConnection connection, byte[] envelope, TreeReader tree, CancellationToken cancel)
    {
        using var json = JsonDocument.Parse(envelope);
        var size = json.RootElement.GetProperty("data").GetProperty("previousTreeSize").GetInt64();
        if (size == 0) return null;
        var note = await LogTables.CoveringAsync(connection, size - 1, cancel).FirstOrDefaultAsync(cancel)
            ?? throw new InvalidOperationException("The checkpoint of the report before is gone.");
        return new(note, tree.ConsistencyProof(size, tree.Size));
    }
}
