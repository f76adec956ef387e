using System.Globalization;
using Npgsql;

namespace Advance.Tests.Http.Postgres;

/// <summary>
/// An empty folder that others may pass, as the server may run as another user; gone after the test.
/// </summary>
public sealed class ScratchFolder : IDisposable
{
    public ScratchFolder()
    {
        Path = Directory.CreateTempSubdirectory("advance-pg-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
    }

    public string Path { get; }

    /// <summary>The data folder of a Host, not yet made.</summary>
    public string Data => System.IO.Path.Combine(Path, "data");

    /// <summary>The server process of the one cluster in here, from postmaster.pid; null when there is none.</summary>
    public int? ServerProcess()
    {
        try
        {
            var cluster = Directory.GetDirectories(Data, "pg*").Single();
            var first = File.ReadLines(System.IO.Path.Combine(cluster, "postmaster.pid")).First();
            return int.Parse(first, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static async Task<object?> AskAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only literals of the tests come in here.
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
