using System.Globalization;
using System.Runtime.Versioning;
using System.Text.RegularExpressions;

namespace Advance.Host.Postgres;

/// <summary>
/// The PostgreSQL programs in use. Looked for in this order: the setting, /usr/lib/postgresql/*/bin and its like,
/// Homebrew, PATH, the pinned npm package. Where the data folder has a cluster, only its own major version will do.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed partial record Binaries(string Folder, int Major, string Version)
{
    public const int OldestMajor = 15;

    private static readonly string[] Places =
    [
        "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*",
        "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin",
        "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
    ];

    public string Program(string name) => Path.Combine(Folder, name);

    public static async Task<Binaries> FindAsync(
        EmbeddedPostgresOptions options, string root, ServerAccount account, CancellationToken ct)
    {
        var setting = options.BinFolder ?? Environment.GetEnvironmentVariable("ADVANCE_PG_BIN");
        var existing = Cluster.MajorIn(root);
        var found = new List<Binaries>();
        var npm = "not asked";
        if (setting is { Length: > 0 } and not "npm")
        {
            found.Add(await InspectAsync(setting, account, ct)
                ?? throw new StartupRefused(InstallScreen.For(
                    $"There is no usable PostgreSQL in {setting} (ADVANCE_PG_BIN): initdb, pg_ctl and postgres, "
                    + "executable by the user it runs as, must be there.", npm)));
        }
        else if (setting != "npm")
        {
            foreach (var folder in Candidates())
                if (await InspectAsync(folder, account, ct) is { } usable) found.Add(usable);
        }

        if (!found.Exists(Fits))
        {
            (var folder, npm) = await NpmBinaries.FetchAsync(root, existing, options.Progress, ct);
            if (folder is not null && await InspectAsync(folder, account, ct) is { } usable) found.Add(usable);
        }

        // The newest for a new cluster; the places come in order of preference and sorting is stable.
        if (found.Where(Fits).OrderByDescending(each => each.Major).FirstOrDefault() is { } best) return best;
        throw new StartupRefused(existing is { } major && found.Count > 0
            ? $"The data in {root} was written by PostgreSQL {major}, but only "
              + $"{string.Join(" and ", found.Select(each => $"{each.Version} in {each.Folder}"))} is here; install "
              + $"PostgreSQL {major}, or move the data with pg_dump."
            : InstallScreen.For($"No PostgreSQL {existing ?? OldestMajor}{(existing is null ? " or newer" : "")} was "
                + "found, and Advance keeps its data in one.", npm));

        bool Fits(Binaries each) => existing is { } wanted ? each.Major == wanted : each.Major >= OldestMajor;
    }

    private static async Task<Binaries?> InspectAsync(string folder, ServerAccount account, CancellationToken ct)
    {
        folder = Path.GetFullPath(folder);
        string[] needed = ["initdb", "pg_ctl", "postgres"];
        if (!Array.TrueForAll(needed, name => File.Exists(Path.Combine(folder, name)))) return null;
        // Asked as the user it will run as: a program in a closed folder counts as missing.
        var said = await Tool.RunAsync(account.UserName, Path.Combine(folder, "postgres"), ["--version"], ct);
        var version = VersionPattern().Match(said.Output);
        return said.Succeeded && version.Success
            ? new(folder, int.Parse(version.Groups[2].Value, CultureInfo.InvariantCulture), version.Groups[1].Value)
            : null;
    }

    private static IEnumerable<string> Candidates() => Places.SelectMany(Expand)
        .Concat(Tool.InPath("pg_ctl") is { } program ? [Path.GetDirectoryName(program)!] : [])
        .Distinct();

    // The one star of a place stands in the folder name before an optional last part.
    private static IEnumerable<string> Expand(string place)
    {
        var head = place[..place.IndexOf('*', StringComparison.Ordinal)];
        var parent = head[..head.LastIndexOf('/')];
        if (!Directory.Exists(parent)) return [];
        var tail = place.EndsWith("/bin", StringComparison.Ordinal) ? "bin" : "";
        return Directory.EnumerateDirectories(parent, head[(parent.Length + 1)..] + "*")
            .OrderDescending(StringComparer.Ordinal)
            .Select(folder => Path.Combine(folder, tail));
    }

    [GeneratedRegex(@"\(PostgreSQL\) ((\d+)\S*)")]
    private static partial Regex VersionPattern();
}
