using System.Globalization;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;

namespace Advance.Reporting.Log.Server;

/// <summary>The log as C2SP tlog-tiles serves it: anybody's client of tiled logs can follow it, below <c>/api/log</c>.</summary>
public static class LogOfEventsEndpoint
{
    /// <summary>The most envelopes of one answer.</summary>
    public const int MostEntries = 1000;

    private const string Octets = "application/octet-stream";

    /// <summary>The newest checkpoint: origin, number of leaves, root, signatures (C2SP tlog-checkpoint); 404 before the first.</summary>
    [WolverineGet("/api/log/checkpoint"), Authorize(Policies.Auditor)]
    public static async Task<IResult> Checkpoint(NpgsqlDataSource source, HttpContext http, CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        var note = Missing.Unless(await LogTables.CheckpointAsync(connection, cancel), "checkpoint");
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(note.ToBytes(), "text/plain; charset=utf-8");
    }

    /// <summary>
    /// The policy that each report carries from now on (C2SP tlog-policy): the keys of the log, its witnesses, and how many of them a report
    /// needs. Believe it when it is what was published elsewhere.
    /// </summary>
    [WolverineGet("/api/log/policy"), Authorize(Policies.Auditor)]
    public static async Task<IResult> Policy(LogIdentity identity, HttpContext http, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(await identity.PolicyAsync(cancel), "text/plain; charset=utf-8");
    }

    /// <summary>
    /// A tile of the tree (<c>tile/LEVEL/INDEX[.p/WIDTH]</c>: 32 bytes a hash) or the envelopes below one (<c>tile/entries/INDEX[.p/WIDTH]</c>:
    /// each with its length in two bytes before it). What is there never changes; 404 for what the tree does not have yet.
    /// </summary>
    [WolverineGet("/api/log/tile/{**path}"), Authorize(Policies.WholeLog)]
    public static async Task<IResult> GetTile(string path, NpgsqlDataSource source, HttpContext http, CancellationToken cancel)
    {
        if (Tile.Parse($"tile/{path}") is not { } tile) throw new Missing("tile");
        await using var connection = await source.OpenConnectionAsync(cancel);
        var there = Tile.Of(tile.Level, tile.Index, await LogTables.SizeAsync(connection, cancel));
        if (there.Width < tile.Width) throw new Missing("tile");
        http.Response.Headers.CacheControl = "private, max-age=31536000, immutable";
        if (!path.StartsWith("entries/", StringComparison.Ordinal)) return Results.Bytes(LogTables.Read(connection, tile), Octets);
        List<byte[]> entries = [];
        await foreach (var envelope in LogTables.EnvelopesAsync(connection, tile.Index * Tile.Full, tile.Width, cancel)) entries.Add(envelope);
        return Results.Bytes(EntryBundle.Of(entries), Octets);
    }

    /// <summary>
    /// Envelopes in the order of the leaves, one canonical JSON text a line, after as many leaves as <c>after</c> says; at most 1,000.
    /// A page with fewer than <c>limit</c> lines is the last. All pages together are the exported log that the Verifier reads.
    /// With <c>from=events</c> they are written anew from the events as they stand now; the page behind the last leaf is empty.
    /// </summary>
    [WolverineGet("/api/log/entries"), Authorize(Policies.WholeLog)]
    public static async Task<IResult> Entries(NpgsqlDataSource source, LogTables tables, [FromQuery] long? after, [FromQuery] int? limit,
        [FromQuery] string? from, CancellationToken cancel)
    {
        Shape.Of((after < 0, "after", "Leaves count from 0."), (from is not (null or "leaves" or "events"), "from", "Envelopes come from leaves or events."),
            (limit is < 1 or > MostEntries, "limit", $"A page has 1 to {MostEntries.ToString(CultureInfo.InvariantCulture)} envelopes."));
        await using var connection = await source.OpenConnectionAsync(cancel);
        var envelopes = from == "events" ? tables.AsRecordedAsync(connection, after ?? 0, limit ?? MostEntries, cancel)
            : LogTables.EnvelopesAsync(connection, after ?? 0, limit ?? MostEntries, cancel);
        var page = new MemoryStream();
        await foreach (var envelope in envelopes)
        {
            page.Write(envelope);
            page.WriteByte((byte)'\n');
        }

        return Results.Bytes(page.ToArray(), "application/x-ndjson");
    }

    /// <summary>
    /// Recomputes the whole log from the events and lists what is not as it was recorded: leaves, tiles, roots of all checkpoints,
    /// events without a leaf, protection that was switched off. Takes about half a minute for a million events.
    /// </summary>
    [WolverineGet("/api/log/audit"), Authorize(Policies.Auditor)]
    public static Task<Findings> Audit(Monitor monitor, CancellationToken cancel) => monitor.RunAsync(cancel);
}
