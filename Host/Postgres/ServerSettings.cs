using System.Runtime.Versioning;

namespace Advance.Host.Postgres;

/// <summary>What the server is told on its command line, so that a file in the cluster cannot say otherwise.</summary>
[UnsupportedOSPlatform("windows")]
internal static class ServerSettings
{
    private static readonly string[] Always =
    [
        "listen_addresses=",
        "unix_socket_permissions=0700",
        "port=5432",
        "max_connections=200",
        "timezone=UTC",
        "log_timezone=UTC",
        "jit=off", // short statements only: compiling costs more than it saves
        // People's data does not go to the log: neither the statement nor the row behind an error.
        "log_min_error_statement=panic",
        "log_error_verbosity=terse",
    ];

    private static readonly string[] NotDurable =
        ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

    /// <summary>One string for the shell that pg_ctl starts.</summary>
    public static string For(Cluster cluster, bool durable) => string.Join(' ',
        Always.Concat(durable ? [] : NotDurable)
            .Append($"unix_socket_directories={cluster.SocketFolder}")
            .Select(setting => $"-c '{setting}'"));
}
