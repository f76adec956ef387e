using System.Buffers;
using System.Runtime.Versioning;
using IOPath = System.IO.Path;

namespace Advance.Host.Postgres;

/// <summary>The data folder while this process owns it: marked as ours, and locked against a second Host.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class OwnedFolder : IDisposable
{
    private const string Marker = "advance.marker";
    private const string Lock = "advance.lock";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Traversable = Private | UnixFileMode.GroupRead | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly SearchValues<char> Dangerous = SearchValues.Create("\"'`$\\\n");

    private readonly FileStream _lock;

    private OwnedFolder(string path, FileStream locked) => (Path, _lock) = (path, locked);

    public string Path { get; }

    public static OwnedFolder Claim(string folder, ServerAccount account)
    {
        var path = IOPath.TrimEndingDirectorySeparator(IOPath.GetFullPath(folder));
        // pg_ctl hands its paths to a shell between double quotes.
        if (path.AsSpan().IndexOfAny(Dangerous) >= 0)
            throw new StartupRefused($"The data folder {path} has a quote, $, ` or \\ in its name; choose another.");
        Create(path, account);
        Mark(path);
        return new(path, TakeLock(path));
    }

    public void Dispose() => _lock.Dispose();

    /// <summary>Makes the folder and marks it as ours without locking it, for what lies beside the cluster (keys).</summary>
    public static async Task PrepareAsync(string folder, CancellationToken ct)
    {
        try
        {
            var path = IOPath.TrimEndingDirectorySeparator(IOPath.GetFullPath(folder));
            Create(path, await ServerAccount.ChooseAsync(ct));
            Mark(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefused($"The data folder {IOPath.GetFullPath(folder)} cannot be used: {e.Message}");
        }
    }

    // As root the server runs as another user, who must be able to pass; what is secret inside is closed by itself.
    private static void Create(string path, ServerAccount account)
    {
        if (Directory.Exists(path)) return;
        if (IOPath.GetDirectoryName(path) is { } parent) Create(parent, account);
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, account.IsAnother ? Traversable : Private);
    }

    private static void Mark(string path)
    {
        var marker = IOPath.Combine(path, Marker);
        if (File.Exists(marker)) return;
        // lost+found: a fresh volume. Marker and lock: a second Host that starts at this very moment.
        var foreign = Directory.EnumerateFileSystemEntries(path)
            .Any(entry => IOPath.GetFileName(entry) is not ("lost+found" or Marker or Lock));
        if (foreign)
        {
            throw new StartupRefused($"The folder {path} holds files that are not Advance's (it has no {Marker}); "
                + "set ADVANCE_DATA to an empty or a new folder.");
        }

        File.WriteAllText(marker, "This folder belongs to an Advance installation: its database and its keys.\n");
    }

    private static FileStream TakeLock(string path)
    {
        try
        {
            // FileShare.None is flock(2): the kernel lets go of it when the process ends, however it ends.
            return new(IOPath.Combine(path, Lock), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && File.Exists(IOPath.Combine(path, Lock)))
        {
            throw new StartupRefused($"Another Advance Host is running on the folder {path}; stop it first, "
                + "or set ADVANCE_DATA to another folder.");
        }
    }
}
