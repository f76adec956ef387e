using Advance.Host.Postgres;
using Npgsql;
using Testcontainers.PostgreSql;

namespace Advance.Tests.Http;

/// <summary>
/// One PostgreSQL for the whole run: <c>ADVANCE_TEST_PG</c> names one; else Testcontainers where a Docker engine answers; else the
/// embedded one, without fsync. Databases are clones of one template, in which the schema is applied once.
/// </summary>
public sealed class TestServer : IAsyncDisposable
{
    private EmbeddedPostgres? _embedded;
    private PostgreSqlContainer? _container;
    private string _folder = "";
    private string _connectionString = "";
    private int _made;

    public async Task InitializeAsync()
    {
        _connectionString = Environment.GetEnvironmentVariable("ADVANCE_TEST_PG") ?? await ContainerAsync() ?? await EmbeddedAsync();
        await ExecuteAsync($"drop database if exists {Template} with (force)", $"create database {Template}");
        await using var host = await TestHost.StartAsync(this, Template);
    }

    private static string Template => "advance_test_template";

    /// <summary>A new database with the schema in it: its connection string.</summary>
    public async Task<string> CloneAsync()
    {
        var name = $"advance_test_{Environment.ProcessId}_{Interlocked.Increment(ref _made)}";
        await ExecuteAsync($"drop database if exists {name} with (force)", $"create database {name} template {Template}");
        return ConnectionString(name);
    }

    public string ConnectionString(string database) =>
        new NpgsqlConnectionStringBuilder(_connectionString) { Database = database, MaxPoolSize = 60 }.ConnectionString;

    private async Task<string?> ContainerAsync()
    {
        try
        {
            _container = new PostgreSqlBuilder("postgres:15-alpine").Build();
            await _container.StartAsync();
            return _container.GetConnectionString();
        }
        catch (Exception e) when (e.GetType().Name == "DockerUnavailableException")
        {
            return null;
        }
    }

    private async Task<string> EmbeddedAsync()
    {
        _folder = Path.Combine(Path.GetTempPath(), $"advance-test-{Environment.ProcessId}");
        _embedded = await EmbeddedPostgres.StartAsync(new(_folder, Environment.GetEnvironmentVariable("ADVANCE_PG_BIN"), Durable: false), default);
        return _embedded.ConnectionString("postgres");
    }

    private async Task ExecuteAsync(params string[] commands)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false }.ConnectionString);
        foreach (var command in commands) await source.CreateCommand(command).ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_container is not null) await _container.DisposeAsync();
        if (_embedded is not null) await _embedded.DisposeAsync();
        if (_folder.Length > 0 && Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}
