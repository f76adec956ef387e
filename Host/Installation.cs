using Advance.Host.Postgres;
using Npgsql;

namespace Advance.Host;

/// <summary>Where this installation lies: its data folder (embedded cluster, keys) and its database.</summary>
public sealed class Installation : IAsyncDisposable
{
    /// <summary>Stands in where a command needs the code only; nothing ever connects to it.</summary>
    private const string Nowhere = "Host=nowhere.invalid;Database=advance";

    private EmbeddedPostgres? _server;

    public required string DataFolder { get; init; }
    public required string ConnectionString { get; init; }
    public bool IsEmbedded { get; private init; }

    private string KeyFolder => Path.Combine(DataFolder, "keys");

    /// <summary>The installation of this machine: an own database when <c>ConnectionStrings__Advance</c> names one, else the embedded one.</summary>
    public static async Task<Installation> OpenAsync(bool needsDatabase, CancellationToken cancel = default)
    {
        var folder = EmbeddedPostgresOptions.DefaultDataFolder();
        var own = new ConfigurationBuilder().AddEnvironmentVariables().Build().GetConnectionString("Advance");
        if (!needsDatabase) return new() { DataFolder = folder, ConnectionString = own ?? Nowhere };
        if (own is not null)
        {
            await AssertUsableAsync(own, cancel);
            return new() { DataFolder = folder, ConnectionString = own };
        }

        var server = await EmbeddedPostgres.StartAsync(new(folder, Environment.GetEnvironmentVariable("ADVANCE_PG_BIN"), Progress: Console.WriteLine), cancel);
        await server.EnsureDatabaseAsync("advance", cancel);
        return new() { DataFolder = folder, ConnectionString = server.ConnectionString("advance"), IsEmbedded = true, _server = server };
    }

    /// <summary>
    /// Where keys lie, outside the database and readable by the Host's user only; made when it is not there yet, together with the folder
    /// around it.
    /// </summary>
    public async Task<string> KeyFolderAsync(CancellationToken cancel = default)
    {
        await OwnedFolder.PrepareAsync(DataFolder, cancel);
        Directory.CreateDirectory(KeyFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return KeyFolder;
    }

    /// <summary>
    /// The same installation on an empty database: of the embedded server a new one with this name, of an own server the one that is
    /// named, which must be empty.
    /// </summary>
    public async Task<Installation> EmptyDatabaseAsync(string name, CancellationToken cancel = default)
    {
        // Keys and the last checkpoint of its own: the log of another database would take this one for a restored backup.
        var folder = Path.Combine(DataFolder, name);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        if (_server is not null)
        {
            await ExecuteAsync(_server.ConnectionString("postgres"), $"drop database if exists {name} with (force)", cancel);
            await _server.EnsureDatabaseAsync(name, cancel);
            return new() { DataFolder = folder, ConnectionString = _server.ConnectionString(name), IsEmbedded = true };
        }

        var tables = await ExecuteAsync(ConnectionString,
            "select count(*) from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')", cancel);
        if (tables is not 0L) throw new StartupRefused("This needs an empty database, and the one named by ConnectionStrings__Advance is not.");
        return new() { DataFolder = folder, ConnectionString = ConnectionString };
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancel);
    }

    /// <summary>One sentence instead of a stack trace when the connection string is wrong.</summary>
    private static async Task AssertUsableAsync(string connectionString, CancellationToken cancel)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var connection = await source.OpenConnectionAsync(cancel);
            if (connection.PostgreSqlVersion.Major < 15)
                throw new StartupRefused($"Advance needs PostgreSQL 15 or newer; this server is {connection.PostgreSqlVersion}.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new StartupRefused("ConnectionStrings__Advance is not a PostgreSQL connection string.");
        }
        catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or TimeoutException)
        {
            throw new StartupRefused($"The database named by ConnectionStrings__Advance cannot be used: {e.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
