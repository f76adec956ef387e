using System.Security.Cryptography;

namespace Advance.Reporting.Log.Server;

/// <summary>
/// The keys of the log in its folder. <c>log.key</c> signs; it is made when it is not there. While <c>log.key.old</c> is there as well it
/// signs beside it, so that those who know only one of the two believe the notes. <c>log.retired</c> keeps the public keys of all that ever
/// were <c>log.key.old</c>: what they signed stays believed.
/// </summary>
internal sealed class LogKeys : IDisposable
{
    private const string KeyFile = "log.key", OldFile = "log.key.old", RetiredFile = "log.retired";

    private LogKeys(IReadOnlyList<NoteSigner> signers, IReadOnlyList<NoteKey> own) => (Signers, Own) = (signers, own);

    /// <summary>Those that sign; the current one first.</summary>
    public IReadOnlyList<NoteSigner> Signers { get; }

    /// <summary>Those whose notes are this log's; the current one first.</summary>
    public IReadOnlyList<NoteKey> Own { get; }

    public static async Task<LogKeys> ReadAsync(string folder, string origin, CancellationToken cancel)
    {
        List<NoteSigner> signers = [new(origin, NoteKey.Log, await SeedAsync(Path.Combine(folder, KeyFile), make: true, cancel))];
        if (File.Exists(Path.Combine(folder, OldFile)))
            signers.Add(new(origin, NoteKey.Log, await SeedAsync(Path.Combine(folder, OldFile), make: false, cancel)));
        return new(signers, [signers[0].PublicKey, .. await RetiredAsync(folder, signers.Skip(1).Select(s => s.PublicKey.ToString()), cancel)]);
    }

    private static async Task<IEnumerable<NoteKey>> RetiredAsync(string folder, IEnumerable<string> leaving, CancellationToken cancel)
    {
        var path = Path.Combine(folder, RetiredFile);
        string[] known = File.Exists(path) ? await File.ReadAllLinesAsync(path, cancel) : [];
        var all = known.Union(leaving).ToArray();
        if (all.Length > known.Length) await WholeFile.WriteAsync(path, StrictText.Utf8(string.Concat(all.Select(key => key + "\n"))), replace: true, cancel);
        return all.Select(NoteKey.Parse);
    }

    // Two Hosts may start at the same time: one key wins, and both read that one.
    private static async Task<byte[]> SeedAsync(string path, bool make, CancellationToken cancel)
    {
        if (make && !File.Exists(path))
            await WholeFile.WriteAsync(path, StrictText.Utf8(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n"), replace: false, cancel);
        var seed = Convert.FromBase64String((await File.ReadAllTextAsync(path, cancel)).Trim());
        return seed.Length == 32 ? seed : throw new LogStopped($"{Path.GetFileName(path)} does not hold 32 bytes in base64.");
    }

    public void Dispose()
    {
        foreach (var signer in Signers) signer.Dispose();
    }
}

/// <summary>Writes a file whole or not at all, and readable by the Host's user only.</summary>
internal static class WholeFile
{
    public static async Task WriteAsync(string path, byte[] bytes, bool replace, CancellationToken cancel)
    {
        var next = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using (var file = new FileStream(next, options))
        {
            await file.WriteAsync(bytes, cancel);
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(next, path, replace);
        }
        catch (IOException) when (!replace && File.Exists(path))
        {
            File.Delete(next);
        }
    }
}
