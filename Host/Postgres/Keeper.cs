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
    private const int Attempts = 30;

    private readonly Process _shell;
    private readonly Cluster _cluster;

    private Keeper(Process shell, Cluster cluster) => (_shell, _cluster) = (shell, cluster);

    public static async Task<Keeper> StartAsync(Cluster cluster, EmbeddedPostgresOptions options, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await LeftoverServer.StopAsync(cluster, options.Progress, ct);
            var logged = ServerLog.Rotate(cluster);
            var keeper = new Keeper(Launch(cluster, options), cluster);
            var said = await keeper.FirstWordAsync(ct);
            if (said.StartsWith("started", StringComparison.Ordinal)) return keeper;
            await keeper.StopAsync();
            var why = ServerLog.Since(cluster, logged);
            // Processes of a server that was killed may outlive it for a moment; PostgreSQL itself guards against them.
            var passing = why.Contains("\"postmaster.pid\" already exists", StringComparison.Ordinal)
                || why.Contains("shared memory block", StringComparison.Ordinal);
            if (!passing || attempt == Attempts)
            {
                throw new StartupRefused($"PostgreSQL {cluster.Binaries.Version} did not start on {cluster.Data}: "
                    + $"{Tool.TellingLine(why) ?? said} (more in {cluster.Log})");
            }

            await Task.Delay(PauseBetweenAttempts, ct);
        }
    }

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
