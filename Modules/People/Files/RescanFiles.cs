using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Npgsql;
using Wolverine.Http;

namespace Advance.People;

/// <summary>What a run found: how many files were looked at, how many of them hold a virus, how many nobody has looked at yet.</summary>
public record RescanReceipt(int Scanned, int Infected, int Left);

/// <summary>
/// Show the scanner the files that were kept before there was one, at most 200 in a request; the Host does the same by itself, once an
/// hour. Each result is an event; a file with a virus is read by nobody any more, and its application asks for another one.
/// Refused with <c>no-scanner</c>, <c>scan-unavailable</c>.
/// </summary>
public static class RescanFilesEndpoint
{
    [WolverinePost("/api/files/rescan"), Authorize(Policies.Staff)]
    public static Task<RescanReceipt> Post(IDocumentStore store, NpgsqlDataSource source, IVirusScan scan, CancellationToken cancel)
    {
        Refused.When(scan is NoScan, "no-scanner", "No scanner is set up (Uploads__ClamAv).");
        return FileRescan.RunAsync(store, source, scan, cancel);
    }

    /// <summary>Null where it is settled: destroyed meanwhile, or looked at by somebody else.</summary>
    public static FileScanned? Decide(PersonalFile? file, FileScan found) =>
        file is { Scan: FileScan.NotScanned } ? new(file.Id, file.PersonId, found) : null;
}

/// <summary>Goes through the files that nobody has looked at, a page at a time.</summary>
internal static class FileRescan
{
    private const int PageSize = 200;
    private const int Patience = 3; // a file that the scanner cannot take does not keep the others from it

    public static async Task<RescanReceipt> RunAsync(IDocumentStore store, NpgsqlDataSource source, IVirusScan scan, CancellationToken cancel)
    {
        await using var query = store.QuerySession();
        var waiting = await query.Query<PersonalFile>().Where(f => f.Scan == FileScan.NotScanned).OrderBy(f => f.Id).Take(PageSize).ToListAsync(cancel);
        var (scanned, infected, unanswered) = (0, 0, 0);
        foreach (var file in waiting)
        {
            if (await LookAsync(source, file.Id, scan, isLastTry: ++unanswered == Math.Min(Patience, waiting.Count), cancel) is not { } found) continue;
            unanswered = 0;
            if (!await SettleAsync(store, file, found, cancel)) continue;
            scanned++;
            infected += found is FileScan.Infected ? 1 : 0;
        }

        return new(scanned, infected, await query.Query<PersonalFile>().CountAsync(f => f.Scan == FileScan.NotScanned, cancel));
    }

    /// <summary>Null when the scanner did not answer; on the last try that is the answer to whoever asked.</summary>
    private static async Task<FileScan?> LookAsync(NpgsqlDataSource source, Guid fileId, IVirusScan scan, bool isLastTry, CancellationToken cancel)
    {
        await using MemoryStream bytes = new(); // 10 MB at most, one at a time
        await FileStore.WriteToAsync(source, fileId, bytes, cancel);
        try
        {
            return await scan.ScanAsync(bytes, cancel);
        }
        catch (Refused refused) when (refused.Code == "file-infected")
        {
            return FileScan.Infected;
        }
        catch (Refused refused) when (refused.Code == "scan-unavailable" && !isLastTry)
        {
            return null;
        }
    }

    /// <summary>The person is locked, so that an erasure at the same moment has either destroyed the file or destroys what is written here.</summary>
    private static async Task<bool> SettleAsync(IDocumentStore store, PersonalFile seen, FileScan found, CancellationToken cancel)
    {
        await using var session = store.LightweightSession();
        await session.LockPersonAsync(seen.PersonId, cancel);
        var file = await session.LoadAsync<PersonalFile>(seen.Id, cancel);
        if (RescanFilesEndpoint.Decide(file, found) is not { } scanned) return false;
        session.Store(file! with { Scan = found });
        session.Events.Append(scanned.FileId, scanned);
        await session.SaveChangesAsync(cancel);
        return true;
    }
}
