using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Advance.Contracts;
using Advance.Host;
using Advance.Host.Identity;
using Advance.Host.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Advance.Tests.Bench;

/// <summary>
/// Advance and its floor side by side: one durable PostgreSQL, one process, two Kestrels. The floor is a bare endpoint that
/// inserts, or selects, one row with Npgsql, with the same durability and without identity, rules or events.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    private static int _stages;
    private readonly string _folder;
    private readonly EmbeddedPostgres _server;
    private readonly WebApplication _advance;
    private readonly WebApplication _floor;

    private Stage(string folder, EmbeddedPostgres server, WebApplication advance, WebApplication floor, string token)
    {
        (_folder, _server, _advance, _floor) = (folder, server, advance, floor);
        Advance = Client(advance);
        Advance.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Floor = Client(floor);
    }

    public HttpClient Advance { get; }
    public HttpClient Floor { get; }
    public IServiceProvider Services => _advance.Services;

    public static async Task<Stage> BuildAsync()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"advance-bench-{Environment.ProcessId}-{Interlocked.Increment(ref _stages)}");
        var server = await EmbeddedPostgres.StartAsync(new(folder), default);
        await server.EnsureDatabaseAsync("advance", default);
        Installation installation = new() { DataFolder = folder, ConnectionString = server.ConnectionString("advance") };
        var tokens = LocalTokens.OfHostOnly();
        var advance = AdvanceApp.Build(["--urls", "http://127.0.0.1:0"], installation, tokens, adjust: b => b.Logging.ClearProviders());
        await advance.StartAsync();
        var floor = await FloorAsync(server.ConnectionString("advance"));
        return new(folder, server, advance, floor, tokens.OfHost(Roles.Staff, TimeProvider.System.GetUtcNow()));
    }

    private static async Task<WebApplication> FloorAsync(string connectionString)
    {
        var source = NpgsqlDataSource.Create(connectionString);
        await source.CreateCommand("create table if not exists public.floor (id uuid primary key, data jsonb not null, at timestamptz not null default now())").ExecuteNonQueryAsync();
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/rows", async (HttpContext context) =>
        {
            var body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
            var id = Guid.CreateVersion7();
            await using var command = source.CreateCommand("insert into public.floor (id, data) values ($1, $2)");
            command.Parameters.Add(new() { Value = id });
            command.Parameters.Add(new() { Value = body.GetRawText(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb });
            await command.ExecuteNonQueryAsync();
            return Results.Json(new { id }, statusCode: 201);
        });
        app.MapGet("/rows/{id:guid}", async (Guid id) =>
        {
            await using var command = source.CreateCommand("select data::text from public.floor where id = $1");
            command.Parameters.Add(new() { Value = id });
            return Results.Text((string)(await command.ExecuteScalarAsync())!, "application/json");
        });
        await app.StartAsync();
        return app;
    }

    public async Task<Guid> CreateAsync(HttpClient client, string address, object body)
    {
        using var response = await client.PostAsJsonAsync(address, body);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException($"{address}: {await response.Content.ReadAsStringAsync()}");
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private static HttpClient Client(WebApplication app) => new(new SocketsHttpHandler { MaxConnectionsPerServer = 64, PooledConnectionLifetime = TimeSpan.FromMinutes(10) })
    {
        BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
    };

    public async ValueTask DisposeAsync()
    {
        await _floor.StopAsync();
        await _advance.StopAsync();
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
