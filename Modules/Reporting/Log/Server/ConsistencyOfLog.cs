using System.Text;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;

namespace Advance.Reporting.Log.Server;

/// <summary>What a witness needs for a cosignature, as one text.</summary>
public static class ConsistencyOfLogEndpoint
{
    /// <summary>
    /// A checkpoint, the newest or the one of size <c>to</c>, and the proof that its tree continues the first <c>from</c> leaves: the body of
    /// an add-checkpoint request of C2SP tlog-witness. Without <c>from</c> there is no proof. 404 when no checkpoint is so long: whoever
    /// holds a longer one has found something out.
    /// </summary>
    [WolverineGet("/api/log/consistency"), Authorize(Policies.Auditor)]
    public static async Task<IResult> Get([FromQuery] long? from, [FromQuery] long? to, NpgsqlDataSource source, HttpContext http, CancellationToken cancel)
    {
        Shape.Of((from < 0, "from", "A size is not negative."), (to < from, "to", "The checkpoint is at least as long as what it continues."));
        await using var connection = await source.OpenConnectionAsync(cancel);
        var note = Missing.Unless(await LogTables.CheckpointAsync(connection, cancel, to), "checkpoint");
        var (size, old) = (Checkpoint.Parse(note.Text).Size, from ?? 0);
        if (old > size) throw new Missing("checkpoint");
        var proof = old is 0 || old == size ? [] : LogTables.Tree(connection, size).ConsistencyProof(old, size);
        http.Response.Headers.CacheControl = "no-cache";
        var lines = string.Concat(proof.Select(hash => Convert.ToBase64String(hash) + "\n"));
        return Results.Bytes([.. Encoding.ASCII.GetBytes($"old {StrictText.Decimal(old)}\n{lines}\n"), .. note.ToBytes()], "text/plain; charset=utf-8");
    }
}
