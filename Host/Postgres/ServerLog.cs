using System.Runtime.Versioning;

namespace Advance.Host.Postgres;

/// <summary>The server's own log: one file and one before it, so that it cannot fill the disk over the years.</summary>
[UnsupportedOSPlatform("windows")]
internal static class ServerLog
{
    private const long LargestAtStart = 10_000_000;
    private const int LongestTail = 64_000;

    /// <summary>Puts a log grown large aside; answers where the next lines will begin.</summary>
    public static long Rotate(Cluster cluster)
    {
        var log = new FileInfo(cluster.Log);
        if (!log.Exists) return 0;
        if (log.Length < LargestAtStart) return log.Length;
        log.MoveTo(cluster.Log + ".1", overwrite: true);
        return 0;
    }

    public static string Since(Cluster cluster, long position)
    {
        if (!File.Exists(cluster.Log)) return "";
        using var stream = new FileStream(cluster.Log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = Math.Max(position, stream.Length - LongestTail);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
