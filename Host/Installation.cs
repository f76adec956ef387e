using Npgsql;

namespace Advance.Host;

/// <summary>Where this installation lies: its data folder (embedded cluster, keys) and its database.</summary>
public sealed class Installation : IAsyncDisposable
{
    /// <summary>Stands in where a command needs the code only; nothing ever connects to it.</summary>
    private const string Nowhere = "Host=nowhere.invalid;Database=advance";

    public required string DataFolder { get; init; }
    public required string ConnectionString { get; init; }
    public required bool IsEmbedded { get; init; }

    /// <summary>Keys lie outside the database, readable by the Host's user only.</summary>
    public string KeyFolder => Path.Combine(DataFolder, "keys");

    public static async Task<Installation> OpenAsync(string[] args, bool needsDatabase)
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables().AddCommandLine(args.Where(a => a.StartsWith("--", StringComparison.Ordinal) && a.Contains('=')).ToArray()).Build();
        var folder = Environment.GetEnvironmentVariable("ADVANCE_DATA") ?? "/tmp/advance-dev";
        var own = settings.GetConnectionString("Advance");
        if (!needsDatabase) return new() { DataFolder = folder, ConnectionString = own ?? Nowhere, IsEmbedded = false };
        if (own is null) throw new StartupRefused("No database.");
        await AssertReachableAsync(own);
        return new() { DataFolder = folder, ConnectionString = own, IsEmbedded = false };
    }

    /// <summary>One sentence instead of a stack trace when the connection string is wrong.</summary>
    private static async Task AssertReachableAsync(string connectionString)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(connectionString);
            await using var connection = await source.OpenConnectionAsync();
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

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>The Host cannot start, for one reason that a person can act upon.</summary>
public sealed class StartupRefused(string sentence) : Exception(sentence);
