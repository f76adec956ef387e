using Advance.Reporting.Log;
using Npgsql;

namespace Advance.Tests.Http.Log;

/// <summary>Makes the whole stored tree fit the leaves that are there now, with the server's own code; and its checkpoints, if somebody signs.</summary>
internal static class ForgedTree
{
    public static async Task WriteAsync(NpgsqlConnection connection, NoteSigner? signer)
    {
        var (edge, tiles, signed) = (new TreeEdge(), new List<TileBytes>(), new List<Checkpoint>());
        foreach (var envelope in await EnvelopesAsync(connection))
        {
            tiles.AddRange(edge.Append([MerkleTree.LeafHash(envelope)]));
            if (signer is not null) signed.Add(new(signer.PublicKey.Name, edge.Size, edge.Root()));
        }

        await DoAsync(connection, "delete from audit.tile");
        foreach (var tile in tiles)
            await DoAsync(connection, "insert into audit.tile (level, index, bytes, root) values ($1, $2, $3, $4)", tile.Tile.Level, tile.Tile.Index, tile.Bytes, tile.Root());
        foreach (var checkpoint in signed)
            await DoAsync(connection, "update audit.checkpoint set note = $2 where size = $1", checkpoint.Size,
                System.Text.Encoding.UTF8.GetString(checkpoint.Sign(DateTimeOffset.UnixEpoch, signer!).ToBytes()));
    }

    private static async Task<List<byte[]>> EnvelopesAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select envelope from audit.leaf order by index", connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<byte[]> envelopes = [];
        while (await reader.ReadAsync()) envelopes.Add(reader.GetFieldValue<byte[]>(0));
        return envelopes;
    }

    private static async Task DoAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
