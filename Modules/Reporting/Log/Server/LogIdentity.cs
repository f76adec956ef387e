using Microsoft.Extensions.Configuration;

namespace Advance.Reporting.Log.Server;

/// <summary>Where the Host keeps what must not lie in the database: the log's keys and its last checkpoint.</summary>
public sealed record LogFolder(Func<CancellationToken, Task<string>> PathAsync);

/// <summary>
/// Who this log is. Its name is <c>Log:Origin</c>. In the folder outside the database: <c>log.key</c> (32 secret bytes, made on
/// the first start; read anew before each use) and its predecessors, <c>log.checkpoint</c> (the last one signed), and <c>log.policy</c>
/// (optional; names witnesses).
/// </summary>
public sealed class LogIdentity(LogFolder folder, IConfiguration configuration) : IDisposable
{
    private const string CheckpointFile = "log.checkpoint", PolicyFile = "log.policy";
    private readonly SemaphoreSlim one = new(1, 1);
    private LogKeys? keys;
    private string? path;

    public string Origin { get; } = configuration["Log:Origin"] ?? "advance.uni.lu/log";

    /// <summary>The key that signs now.</summary>
    public async Task<NoteSigner> SignerAsync(CancellationToken cancel) => (await KeysAsync(cancel)).Signers[0];

    /// <summary>All keys that sign: two of them while one takes over from the other.</summary>
    public async Task<IReadOnlyList<NoteSigner>> SignersAsync(CancellationToken cancel) => (await KeysAsync(cancel)).Signers;

    /// <summary>The policy that goes into bundles: the operator's, which must name the log's key, else the keys of the log alone.</summary>
    public async Task<byte[]> PolicyAsync(CancellationToken cancel)
    {
        var own = (await KeysAsync(cancel)).Own;
        var file = await PathAsync(PolicyFile, cancel);
        if (!File.Exists(file)) return StrictText.Utf8(LogPolicy.WithoutWitnesses(own));
        var policy = await File.ReadAllBytesAsync(file, cancel);
        return LogPolicy.Parse(policy).Logs.Any(k => k.ToString() == own[0].ToString()) ? policy
            : throw new LogStopped($"The policy in {PolicyFile} does not name the key of this log, {own[0]}.");
    }

    /// <summary>The last checkpoint as it lies outside the database; null when there is none yet.</summary>
    public async Task<SignedNote?> LastAsync(CancellationToken cancel)
    {
        var file = await PathAsync(CheckpointFile, cancel);
        if (!File.Exists(file)) return null;
        try
        {
            var note = SignedNote.Parse(await File.ReadAllBytesAsync(file, cancel));
            return await SignedAsync(note, cancel) ? note : throw new FormatException("It is not signed by this log's key.");
        }
        catch (FormatException e)
        {
            throw new LogStopped($"The checkpoint kept outside the database cannot be believed: {e.Message}");
        }
    }

    /// <summary>Did this log sign the note, under its own name, with this key or one before it?</summary>
    public async Task<bool> SignedAsync(SignedNote note, CancellationToken cancel) =>
        Checkpoint.Parse(note.Text).Origin == Origin && note.SignedBy((await KeysAsync(cancel)).Own).Any();

    public async Task KeepAsync(SignedNote note, CancellationToken cancel) =>
        await WholeFile.WriteAsync(await PathAsync(CheckpointFile, cancel), note.ToBytes(), replace: true, cancel);

    public void Dispose()
    {
        keys?.Dispose();
        one.Dispose();
    }

    private async Task<LogKeys> KeysAsync(CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            // The files are looked at each time: a new key takes over while all nodes run. Those that were replaced are not wiped at once,
            // because somebody may be signing with them.
            return keys = await LogKeys.ReadAsync(path ??= await folder.PathAsync(cancel), Origin, keys, cancel);
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<string> PathAsync(string name, CancellationToken cancel) => Path.Combine(path ??= await folder.PathAsync(cancel), name);
}
