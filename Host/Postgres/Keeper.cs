using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;

namespace Advance.Host.Postgres;

/// <summary>
/// Holds the server's life between two ends of a pipe: a small shell, in a session of its own and no child of ours,
/// starts the server, reads from the pipe until the Host closes it or is gone (kill -9 included), and stops the server.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class Keeper
{
    private static readonly TimeSpan RecoveryPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromMilliseconds(500);
    private const int Attempts = 12;

    private readonly Process _shell;
    private readonly Cluster _cluster;

    private Keeper(Process shell, Cluster cluster) => (_shell, _cluster) = (shell, cluster);

    public static async Task<Keeper> StartAsync(Cluster cluster, EmbeddedPostgresOptions options, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await LeftoverServer.StopAsync(cluster, attempt == 1 ? options.Progress : null, ct);
            var logged = ServerLog.Rotate(cluster);
            var keeper = new Keeper(Launch(cluster, options), cluster);
            var said = await keeper.FirstWordAsync(ct);
            if (said.StartsWith("started", StringComparison.Ordinal)) return keeper;
            await keeper.StopAsync();
            var why = ServerLog.Since(cluster, logged);
            if (attempt == Attempts || !MayPass(why)) throw Refusal(cluster, why, said);
            await Task.Delay(PauseBetweenAttempts, TimeProvider.System, ct);
        }
    }

    // Processes of a killed server, or a keeper caught in the middle of a start, may outlive their Host for a moment.
    // PostgreSQL itself guards the data against them, so trying again is safe.
    private static bool MayPass(string why) => Taken(why) || why.Contains("memory block", StringComparison.Ordinal);

    private static bool Taken(string why) =>
        why.Contains("\"postmaster.pid\" already exists", StringComparison.Ordinal);

    private static StartupRefused Refusal(Cluster cluster, string why, string said) => new(Taken(why)
        ? $"PostgreSQL does not start because {cluster.Data}/postmaster.pid names a living process that is no "
          + "PostgreSQL of this folder (numbers return after a reboot); when you are sure, remove that file."
        : $"PostgreSQL {cluster.Binaries.Version} did not start on {cluster.Data}: "
          + $"{Tool.TellingLine(why) ?? said} (more in {cluster.Log})");

    /// <summary>
    /// Closes the pipe and waits until the shell has stopped the server; stops it directly if the shell died.
    /// </summary>
    public async Task StopAsync()
    {
        _shell.StandardInput.Close();
        using var bounded = new CancellationTokenSource(StopPatience);
        try
        {
            await _shell.StandardOutput.ReadToEndAsync(bounded.Token);
        }
        catch (OperationCanceledException)
        {
            // Said below: whatever still runs is stopped directly.
        }

        _shell.Dispose();
        await LeftoverServer.StopAsync(_cluster, null, CancellationToken.None);
    }

    private async Task<string> FirstWordAsync(CancellationToken ct)
    {
        try
        {
            return await _shell.StandardOutput.ReadLineAsync(ct) ?? "its keeper ended without a word";
        }
        catch (OperationCanceledException)
        {
            await StopAsync();
            throw;
        }
    }

    private static Process Launch(Cluster cluster, EmbeddedPostgresOptions options)
    {
        // Without setsid (macOS) the traps keep Ctrl+C away; after a kill of the whole group the next start tidies.
        string[] session = Tool.InPath("setsid") is { } setsid ? [setsid] : [];
        var info = Tool.Describe(cluster.Account.UserName, "/bin/sh",
        [
            "-c", KeeperScript.Detach, "advance-keeper", .. session,
            "/bin/sh", "-c", KeeperScript.Keep, "advance-keeper",
            cluster.Binaries.Program("pg_ctl"), cluster.Data, cluster.Log, ServerSettings.For(cluster, options.Durable),
            RecoveryPatience.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        ]);
        return Process.Start(info)!;
    }
}
