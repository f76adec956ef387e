namespace Advance.Host.Postgres;

/// <summary>How the private PostgreSQL beside the Host is started.</summary>
/// <param name="DataFolder">Folder of this installation; the cluster lies in its <c>pg&lt;major&gt;</c>.</param>
/// <param name="BinFolder">
/// Folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>, or the word <c>npm</c> for the pinned npm package.
/// Null: <c>ADVANCE_PG_BIN</c>, else the search described at <see cref="Binaries"/>.
/// </param>
/// <param name="Durable">False turns fsync and its companions off: for tests, as a power cut loses the cluster.</param>
/// <param name="Progress">Told in short sentences what is going on.</param>
public sealed record EmbeddedPostgresOptions(
    string DataFolder,
    string? BinFolder = null,
    bool Durable = true,
    Action<string>? Progress = null)
{
    /// <summary>
    /// <c>ADVANCE_DATA</c>, else <c>/var/lib/advance</c> as root (the server runs as another user, and /root is closed
    /// to it), else <c>$XDG_DATA_HOME/advance</c> or its like.
    /// </summary>
    public static string DefaultDataFolder()
    {
        if (Environment.GetEnvironmentVariable("ADVANCE_DATA") is { Length: > 0 } set) return Path.GetFullPath(set);
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess) return "/var/lib/advance";
        var local = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(local, "advance");
    }
}
