using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace Advance.Host.Postgres;

/// <summary>
/// A complete cluster on disk and where its socket goes. One folder per major version, never upgraded in place.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed record Cluster(string Data, string SocketFolder, Binaries Binaries, ServerAccount Account)
{
    public const string Superuser = "postgres";
    public const int Port = 5432; // part of the socket's name; nothing listens on TCP
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Log => Path.Combine(Data, "server.log");

    /// <summary>The major version of the cluster in this data folder, if there is one.</summary>
    public static int? MajorIn(string root) => Folders.Matching(root, "pg*")
        .Select(folder => int.TryParse(Path.GetFileName(folder)[2..], NumberStyles.None, CultureInfo.InvariantCulture,
            out var major) ? major : (int?)null)
        .Max();

    public static async Task<Cluster> OpenAsync(EmbeddedPostgresOptions options, string root, Binaries binaries,
        ServerAccount account, CancellationToken ct)
    {
        var data = Path.Combine(root, $"pg{binaries.Major}");
        foreach (var half in Folders.Matching(root, "pg*.making-*")) Directory.Delete(half, true);
        if (!Directory.Exists(data)) await MakeAsync(data, options, binaries, account, ct);
        var written = await File.ReadAllTextAsync(Path.Combine(data, "PG_VERSION"), ct);
        if (written.Trim() != binaries.Major.ToString(CultureInfo.InvariantCulture))
        {
            throw new StartupRefused($"The cluster in {data} was written by PostgreSQL {written.Trim()}, not "
                + $"{binaries.Major}; the folder was renamed or damaged. Put the right one back.");
        }

        return new(data, await PrepareSocketFolderAsync(root, account, ct), binaries, account);
    }

    public void RemoveSocketFolder()
    {
        try
        {
            Directory.Delete(SocketFolder);
        }
        catch (IOException)
        {
            // Not empty when the server had to be stopped hard; the next start uses the folder again.
        }
    }

    // Under a temporary name first: a cluster half made never looks like one.
    private static async Task MakeAsync(string data, EmbeddedPostgresOptions options, Binaries binaries,
        ServerAccount account, CancellationToken ct)
    {
        options.Progress?.Invoke($"Making a PostgreSQL {binaries.Version} cluster in {data}.");
        var making = $"{data}.making-{Guid.NewGuid():N}";
        Directory.CreateDirectory(making, Private);
        await account.GiveAsync(making, ct);
        // 17 and later bring C.UTF-8 themselves; before, it is the system's, which macOS does not have.
        string[] locale = binaries.Major >= 17 ? ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            : OperatingSystem.IsMacOS() ? ["--locale=C"] : ["--locale=C.UTF-8"];
        // Nobody else can reach the socket, so the password would guard nothing.
        var made = await Tool.RunAsync(account.UserName, binaries.Program("initdb"),
        [
            "-D", making, "-U", Superuser, "--auth=trust", "--encoding=UTF8", "--data-checksums", .. locale,
            .. options.Durable ? [] : (string[])["--no-sync"],
        ], ct);
        if (!made.Succeeded)
        {
            Directory.Delete(making, true);
            throw new StartupRefused($"PostgreSQL could not make its cluster in {data}: {made.LastLine}");
        }

        Directory.Move(making, data);
    }

    // A unix socket's path has a small limit, so it does not lie in the data folder but under a short hashed name.
    private static async Task<string> PrepareSocketFolderAsync(string root, ServerAccount account, CancellationToken ct)
    {
        var name = "advance-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..12];
        // As root not below TMPDIR, which may be closed to the server's user.
        var parent = !account.IsAnother ? Path.GetTempPath() : Directory.Exists("/run") ? "/run" : "/tmp";
        var folder = Path.Combine(parent, name);
        var limit = OperatingSystem.IsMacOS() ? 103 : 107;
        if (Encoding.UTF8.GetByteCount($"{folder}/.s.PGSQL.{Port}") > limit)
        {
            throw new StartupRefused($"The path of the database's socket, {folder}/.s.PGSQL.{Port}, is longer than the "
                + $"{limit} bytes the system allows; set TMPDIR to a shorter folder, such as /tmp.");
        }

        Directory.CreateDirectory(folder, Private);
        if (new DirectoryInfo(folder).LinkTarget is not null)
            throw new StartupRefused($"{folder} is a link, but the database's socket needs its own folder; remove it.");
        File.SetUnixFileMode(folder, Private); // also fails when the folder is somebody else's
        await account.GiveAsync(folder, ct);
        return folder;
    }
}
