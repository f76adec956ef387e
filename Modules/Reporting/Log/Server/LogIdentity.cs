using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Advance.Reporting.Log.Server;

/// <summary>Where the Host keeps what must not lie in the database: the log's key and its last checkpoint.</summary>
public sealed record LogFolder(Func<CancellationToken, Task<string>> PathAsync);

/// <summary>
/// Who this log is. Its name is <c>Log:Origin</c>. In the folder outside the database: <c>log.key</c> (32 secret bytes, made on
/// the first start), <c>log.checkpoint</c> (the last one signed), and <c>log.policy</c> (optional; names witnesses).
/// </summary>
public sealed class LogIdentity(LogFolder folder, IConfiguration configuration) : IDisposable
{
    private const string KeyFile = "log.key", CheckpointFile = "log.checkpoint", PolicyFile = "log.policy";
    private readonly SemaphoreSlim one = new(1, 1);
    private NoteSigner? signer;
    private string? path;

    public string Origin { get; } = configuration["Log:Origin"] ?? "advance.uni.lu/log";

    public async Task<NoteSigner> SignerAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            return signer ??= new(Origin, NoteKey.Log, await SeedAsync(await PathAsync(KeyFile, cancel), cancel));
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The policy that goes into bundles: the operator's, which must name the log's key, else the key alone.</summary>
    public async Task<byte[]> PolicyAsync(CancellationToken cancel)
    {
        var key = (await SignerAsync(cancel)).PublicKey;
        var path = await PathAsync(PolicyFile, cancel);
        if (!File.Exists(path)) return StrictText.Utf8(LogPolicy.WithoutWitnesses(key));
        var policy = await File.ReadAllBytesAsync(path, cancel);
        return LogPolicy.Parse(policy).Logs.Any(k => k.ToString() == key.ToString()) ? policy
            : throw new LogStopped($"The policy in {PolicyFile} does not name the key of this log, {key}.");
    }

    /// <summary>The last checkpoint as it lies outside the database; null when there is none yet.</summary>
    public async Task<SignedNote?> LastAsync(CancellationToken cancel)
    {
        var path = await PathAsync(CheckpointFile, cancel);
        if (!File.Exists(path)) return null;
        try
        {
            var note = SignedNote.Parse(await File.ReadAllBytesAsync(path, cancel));
            return await SignedAsync(note, cancel) ? note : throw new FormatException("It is not signed by this log's key.");
        }
        catch (FormatException e)
        {
            throw new LogStopped($"The checkpoint kept outside the database cannot be believed: {e.Message}");
        }
    }

    /// <summary>Did this log sign the note, under its own name?</summary>
    public async Task<bool> SignedAsync(SignedNote note, CancellationToken cancel) =>
        Checkpoint.Parse(note.Text).Origin == Origin && note.SignedBy([(await SignerAsync(cancel)).PublicKey]).Any();

    public async Task KeepAsync(SignedNote note, CancellationToken cancel) =>
        await WriteAsync(await PathAsync(CheckpointFile, cancel), note.ToBytes(), replace: true, cancel);

    public void Dispose()
    {
        signer?.Dispose();
        one.Dispose();
    }

    private async Task<string> PathAsync(string name, CancellationToken cancel) => Path.Combine(path ??= await folder.PathAsync(cancel), name);

    // Two Hosts may start at the same time: one key wins, and both read that one.
    private static async Task<byte[]> SeedAsync(string path, CancellationToken cancel)
    {
        if (!File.Exists(path))
            await WriteAsync(path, StrictText.Utf8(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n"), replace: false, cancel);
        var seed = Convert.FromBase64String((await File.ReadAllTextAsync(path, cancel)).Trim());
        return seed.Length == 32 ? seed : throw new LogStopped($"{KeyFile} does not hold 32 bytes in base64.");
    }

    // Whole or not at all, and readable by the Host's user only.
    private static async Task WriteAsync(string path, byte[] bytes, bool replace, CancellationToken cancel)
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
