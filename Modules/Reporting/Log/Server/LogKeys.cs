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
    private readonly string _files;

    private LogKeys(IReadOnlyList<NoteSigner> signers, IReadOnlyList<NoteKey> own, string files) => (Signers, Own, _files) = (signers, own, files);

    /// <summary>Those that sign; the current one first.</summary>
    public IReadOnlyList<NoteSigner> Signers { get; }

    /// <summary>Those whose notes are this log's; the current one first.</summary>
    public IReadOnlyList<NoteKey> Own { get; }

    /// <summary>The keys as they lie there now; the same object while no file changed.</summary>
    /// <param name="folder">Shared by all nodes.</param>
    /// <param name="origin">The name of the log.</param>
    /// <param name="before">What was read last, by this node.</param>
    /// <param name="cancel">Gives up.</param>
    /// <exception cref="LogStopped">The key is gone, and was not made room for.</exception>
    public static async Task<LogKeys> ReadAsync(string folder, string origin, LogKeys? before, CancellationToken cancel)
    {
        var (current, old) = (Path.Combine(folder, KeyFile), Path.Combine(folder, OldFile));
        // A key that vanished while a node works with it was not meant to: nobody makes another one in its place.
        if (before is not null && !File.Exists(current) && !File.Exists(old))
            throw new LogStopped($"{KeyFile} is gone: put it back, or, if a new one is to take over, put it there as {OldFile}.");
        List<byte[]> seeds = [await SeedAsync(current, make: true, cancel)];
        if (File.Exists(old)) seeds.Add(await SeedAsync(old, make: false, cancel));
        var path = Path.Combine(folder, RetiredFile);
        string[] retired = File.Exists(path) ? await File.ReadAllLinesAsync(path, cancel) : [];
        var files = DataDigest.OfBytes(StrictText.Utf8(string.Join('\n', seeds.Select(seed => Convert.ToBase64String(seed)).Append("").Concat(retired))));
        if (before?._files == files) return before;
        NoteSigner[] signers = [.. seeds.Select(seed => new NoteSigner(origin, NoteKey.Log, seed))];
        return new(signers, [signers[0].PublicKey, .. await RetiredAsync(path, retired, signers.Skip(1).Select(s => s.PublicKey.ToString()), cancel)], files);
    }

    private static async Task<IEnumerable<NoteKey>> RetiredAsync(string path, string[] known, IEnumerable<string> leaving, CancellationToken cancel)
    {
        var all = known.Union(leaving).ToArray();
        if (all.Length > known.Length) await WholeFile.WriteAsync(path, StrictText.Utf8(string.Concat(all.Select(key => key + "\n"))), replace: true, cancel);
        return all.Select(NoteKey.Parse);
    }

    // Two Hosts may start at the same time: one key wins, and both read that one.
    private static async Task<byte[]> SeedAsync(string path, bool make, CancellationToken cancel)
    {
        if (make && !File.Exists(path))
            await WholeFile.WriteAsync(path, StrictText.Utf8(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n"), replace: false, cancel);
        var seed = new byte[64];
        var text = (await File.ReadAllTextAsync(path, cancel)).Trim();
        return Convert.TryFromBase64String(text, seed, out var length) && length == 32 ? seed[..length]
            : throw new LogStopped($"{Path.GetFileName(path)} does not hold 32 bytes in base64.");
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
