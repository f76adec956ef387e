using System.ComponentModel;
using System.Diagnostics;
using Npgsql;

namespace Advance.Host.Postgres;

/// <summary>
/// A private PostgreSQL that lives as long as this object, and not longer than this process: reachable through a unix
/// socket in a folder of mode 0700 only. Refuses with <see cref="StartupRefused"/>.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private readonly OwnedFolder _owned;
    private readonly Cluster _cluster;
    private readonly Keeper _keeper;
    private int _disposed;

    private EmbeddedPostgres(OwnedFolder owned, Cluster cluster, Keeper keeper, TimeSpan startedIn) =>
        (_owned, _cluster, _keeper, StartedIn) = (owned, cluster, keeper, startedIn);

    /// <summary>Folder of this installation: marker, lock and the cluster; the Host keeps its keys here too.</summary>
    public string DataFolder => _owned.Path;

    /// <summary>Version of the server, for example <c>15.18</c>.</summary>
    public string Version => _cluster.Binaries.Version;

    /// <summary>From the call of <see cref="StartAsync"/> until the server accepted connections.</summary>
    public TimeSpan StartedIn { get; }

    /// <summary>
    /// Claims the folder, makes the cluster when there is none, starts the server and waits until it is ready.
    /// Call it before anything else is written to the folder: an unmarked folder with files in it is refused.
    /// </summary>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new StartupRefused("The embedded PostgreSQL runs on Linux and macOS; on Windows set "
                + "ConnectionStrings__Advance to a PostgreSQL 15 or newer.");
        }

        var watch = Stopwatch.StartNew();
        OwnedFolder? owned = null;
        try
        {
            var account = await ServerAccount.ChooseAsync(ct);
            owned = OwnedFolder.Claim(options.DataFolder, account);
            await account.RequireAccessAsync(owned.Path, ct);
            var binaries = await Binaries.FindAsync(options, owned.Path, account, ct);
            var cluster = await Cluster.OpenAsync(options, owned.Path, binaries, account, ct);
            var keeper = await Keeper.StartAsync(cluster, options, ct);
            return new(owned, cluster, keeper, watch.Elapsed);
        }
        catch (Exception e)
        {
            owned?.Dispose();
            if (e is IOException or UnauthorizedAccessException or Win32Exception)
            {
                throw new StartupRefused("The embedded PostgreSQL cannot use its folder "
                    + $"{Path.GetFullPath(options.DataFolder)}: {e.Message}");
            }

            throw;
        }
    }

    /// <summary>
    /// How Npgsql reaches a database of this server. The superuser is <c>postgres</c> on every machine.
    /// </summary>
    public string ConnectionString(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _cluster.SocketFolder,
        Port = Cluster.Port,
        Username = Cluster.Superuser,
        Database = database,
        SslMode = SslMode.Disable,
        ApplicationName = "Advance",
    }.ConnectionString;

    /// <summary>Creates the database unless it is there; safe when several ask at once.</summary>
    public async Task EnsureDatabaseAsync(string name, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection);
        exists.Parameters.Add(new() { Value = name });
        if (await exists.ExecuteScalarAsync(ct) is not null) return;
        using var quoting = new NpgsqlCommandBuilder();
        await using var create = connection.CreateCommand();
#pragma warning disable CA2100 // A database name cannot be a parameter; it is quoted.
        create.CommandText = $"create database {quoting.QuoteIdentifier(name)}";
#pragma warning restore CA2100
        try
        {
            await create.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase
            or PostgresErrorCodes.UniqueViolation)
        {
            // Someone else was faster between the question and the command: what was asked for is there.
        }
    }

    /// <summary>Stops the server (fast, after some seconds immediate) and gives the folder free.</summary>
    public async ValueTask DisposeAsync()
    {
        if (OperatingSystem.IsWindows() || Interlocked.Exchange(ref _disposed, 1) == 1) return;
        await _keeper.StopAsync();
        _cluster.RemoveSocketFolder();
        _owned.Dispose();
    }
}
