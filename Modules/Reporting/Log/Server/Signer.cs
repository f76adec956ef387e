using Npgsql;

namespace Advance.Reporting.Log.Server;

/// <summary>
/// Signs checkpoints. Before it does, it shows that the tree continues the last checkpoint, of which a copy lies outside the
/// database: a restored backup or a rewritten log is never signed.
/// </summary>
public sealed class Signer(NpgsqlDataSource source, LogIdentity identity, TimeProvider clock)
{
    /// <summary>A checkpoint of all leaves there are: a new one, or the last if nothing was added. Null while the log is empty.</summary>
    /// <exception cref="LogStopped">The tree does not continue what was signed before.</exception>
    public async Task<SignedNote?> SignAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await connection.DoAsync("select pg_advisory_xact_lock(@turn)", cancel, ("turn", Sequencer.Turn));
        var size = await LogTables.SizeAsync(connection, cancel);
        var (inside, outside) = (await LogTables.CheckpointAsync(connection, cancel), await identity.LastAsync(cancel));
        if (inside is not null && inside.Text == outside?.Text && Checkpoint.Parse(inside.Text).Size == size) return inside;
        var last = await LastAsync(inside, outside, cancel);
        if (size == 0 && last is null) return null;
        var now = new Checkpoint(identity.Origin, size, await RootAsync(connection, last, size, cancel));
        var isNew = inside is null || Checkpoint.Parse(inside.Text).Size < size;
        var note = isNew ? now.Sign(clock.GetUtcNow(), await identity.SignersAsync(cancel)) : inside!;
        if (note.Text != now.Text) throw new LogStopped($"The checkpoint of size {size} in the database is not that of the leaves.");
        // Outside first: after a crash between the two the guard goes on from the later one.
        await identity.KeepAsync(note with { Signatures = [.. note.Signatures.Where(s => s.Name == identity.Origin)] }, cancel);
        if (isNew)
            await connection.DoAsync("insert into audit.checkpoint (size, note) values (@size, @note)", cancel, ("size", size),
                ("note", StrictText.Utf8(note.ToBytes())));
        await transaction.CommitAsync(cancel);
        return note;
    }

    // The later one of the two copies counts; both must be this log's own.
    private async Task<Checkpoint?> LastAsync(SignedNote? inside, SignedNote? outside, CancellationToken cancel)
    {
        if (inside is not null && !await identity.SignedAsync(inside, cancel))
            throw new LogStopped("The last checkpoint in the database is not signed by this log's key: "
                + "the key folder is another log's, or the checkpoint was forged.");
        return new[] { inside, outside }.OfType<SignedNote>().Select(n => Checkpoint.Parse(n.Text)).MaxBy(c => c.Size);
    }

    /// <summary>
    /// The root of all leaves. The stored tree must give the root that was signed; what was added since is recomputed from the
    /// envelopes and must give the root of the stored tiles; and the proof that auditors will be given must hold.
    /// </summary>
    private static async Task<byte[]> RootAsync(NpgsqlConnection connection, Checkpoint? last, long size, CancellationToken cancel)
    {
        if (last?.Size > size)
            throw new LogStopped($"The database has {size} leaves, but a checkpoint over {last.Size} was signed: "
                + "an older state was restored, or leaves were removed.");
        try
        {
            var from = last?.Size ?? 0;
            var edge = LogTables.Edge(connection, from);
            if (last is not null && !edge.Root().AsSpan().SequenceEqual(last.Root))
                throw new LogStopped($"The first {from} leaves are not those that were signed: the log was rewritten.");
            await foreach (var envelope in LogTables.EnvelopesAsync(connection, from, size - from, cancel))
                edge.Append([MerkleTree.LeafHash(envelope)]);
            var tree = LogTables.Tree(connection, size);
            var root = tree.Root(size);
            if (edge.Size != size || !edge.Root().AsSpan().SequenceEqual(root))
                throw new LogStopped($"The tiles are not those of the leaves between {from} and {size}.");
            return from == 0 || MerkleTree.VerifyConsistency((ulong)from, (ulong)size, last!.Root, root, tree.ConsistencyProof(from, size))
                ? root : throw new LogStopped($"The tree of size {size} does not continue that of size {from}: the log was rewritten.");
        }
        catch (InvalidOperationException e)
        {
            throw new LogStopped($"The stored tree is not whole: {e.Message}");
        }
    }
}
