using System.Globalization;
using System.Runtime.Versioning;

namespace Advance.Host.Postgres;

/// <summary>
/// A server still running on the cluster of a Host that is gone. The folder's lock is ours, so nobody uses it: either
/// its keeper is stopping it just now, or it lost its keeper too. Both ways it is asked to stop, and waited for.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class LeftoverServer
{
    private const int SecondsForEachWay = 10;

    public static async Task StopAsync(Cluster cluster, Action<string>? progress, CancellationToken ct)
    {
        if (await ProcessOnAsync(cluster.Data, ct) is not { } first)
        {
            if (File.Exists(Path.Combine(cluster.Data, "postmaster.pid")))
                progress?.Invoke("The last stop was not a clean one; PostgreSQL recovers by itself.");
            return;
        }

        progress?.Invoke($"A PostgreSQL of an earlier Host is still there (process {first}); waiting for it to stop.");
        foreach (var way in (string[])["fast", "immediate"])
        {
            await Tool.RunAsync(cluster.Account.UserName, cluster.Binaries.Program("pg_ctl"),
                ["stop", "-s", "-w", "-t", $"{SecondsForEachWay}", "-m", way, "-D", cluster.Data], ct);
            if (await ProcessOnAsync(cluster.Data, ct) is null) return;
        }

        throw new StartupRefused($"A PostgreSQL (process {first}) is running on {cluster.Data} and does not stop; "
            + "end it, then start again.");
    }

    // After a reboot the number in postmaster.pid may be anybody's, even the Host's own: only a process whose command
    // line names this cluster is a server, and only such a one may be sent a signal.
    private static async Task<int?> ProcessOnAsync(string data, CancellationToken ct)
    {
        try
        {
            var first = File.ReadLines(Path.Combine(data, "postmaster.pid")).FirstOrDefault();
            if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var pid)) return null;
            var command = OperatingSystem.IsLinux()
                ? (await File.ReadAllTextAsync($"/proc/{pid}/cmdline", ct)).Replace('\0', ' ')
                : (await Tool.RunAsync(null, "ps", ["-ww", "-o", "command=", "-p", first], ct)).Output;
            return command.Contains($"-D {data} ", StringComparison.Ordinal) ? pid : null;
        }
        catch (IOException)
        {
            return null; // no such file, no such process
        }
    }
}
