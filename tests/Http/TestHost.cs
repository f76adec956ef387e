using System.Net.Http.Headers;
using System.Net.Http.Json;
using Advance.Host;
using Advance.Host.Identity;
using Advance.People;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Advance.Tests.Http;

/// <summary>Advance in this process, on a database of its own, with the real daemon and real HTTP over loopback; its clock can be set.</summary>
public sealed class TestHost : IAsyncDisposable
{
    private readonly Installation _installation;
    private readonly LocalTokens _tokens;

    private TestHost(WebApplication app, Installation installation, LocalTokens tokens, ShiftedClock clock)
    {
        (App, _installation, _tokens, Clock) = (app, installation, tokens, clock);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    public WebApplication App { get; }
    public ShiftedClock Clock { get; }
    public Uri Address { get; }
    public string ConnectionString => _installation.ConnectionString;

    /// <summary>Starts on a clone of the template, or on a database by name.</summary>
    public static async Task<TestHost> StartAsync(TestServer server, string? database = null, Action<IServiceCollection>? adjust = null,
        DateTimeOffset? now = null)
    {
        var connection = database is null ? await server.CloneAsync() : server.ConnectionString(database);
        var installation = new Installation
        {
            // Each log has a key and a last checkpoint of its own.
            DataFolder = Path.Combine(Path.GetTempPath(), $"advance-test-keys-{Environment.ProcessId}", new NpgsqlConnectionStringBuilder(connection).Database!),
            ConnectionString = connection,
        };
        return await StartAsync(installation, new ShiftedClock(now), adjust);
    }

    /// <summary>Starts on a database that is there, with a data folder of its own.</summary>
    public static Task<TestHost> StartAsync(string dataFolder, string connectionString) =>
        StartAsync(new Installation { DataFolder = dataFolder, ConnectionString = connectionString }, new ShiftedClock());

    /// <summary>Where this Host keeps what must not lie in the database.</summary>
    public Task<string> KeyFolderAsync() => _installation.KeyFolderAsync();

    /// <summary>Starts one more Host on the database of this one.</summary>
    public Task<TestHost> AnotherAsync() => StartAsync(_installation, Clock);

    private static async Task<TestHost> StartAsync(Installation installation, ShiftedClock clock, Action<IServiceCollection>? adjust = null)
    {
        var tokens = LocalTokens.WithDevelopment(await installation.KeyFolderAsync());
        var app = AdvanceApp.Build(["--urls", "http://127.0.0.1:0", "--environment", "Development"], installation, tokens, clock,
            builder =>
            {
                builder.Logging.ClearProviders().AddConsole().SetMinimumLevel(LogLevel.Error);
                adjust?.Invoke(builder.Services);
            });
        await app.StartAsync();
        return new(app, installation, tokens, clock);
    }

    /// <summary>A client with a token of this role, for this person and institution.</summary>
    public HttpClient As(string role, Guid? person = null, string? institution = null, LimitedRole? limited = null)
    {
        var client = Anonymous();
        var token = _tokens.ForDevelopment(role, person?.ToString(), institution, Clock.GetUtcNow(), limited);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public HttpClient Anonymous() => new() { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };

    public HttpClient Staff => field ??= As("staff");

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }
}

/// <summary>What tests say over HTTP.</summary>
public static class Talking
{
    /// <summary>Creates a thing and gives its id; fails with the problem when it is refused.</summary>
    public static async Task<Guid> CreateAsync(this HttpClient client, string address, object body)
    {
        using var response = await client.PostAsJsonAsync(address, body);
        ((int)response.StatusCode).Should().Be(201, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<CreatedAnswer>())!.Id;
    }

    /// <summary>Gives a command that must succeed.</summary>
    public static async Task DoAsync(this HttpClient client, string address, object? body = null)
    {
        using var response = await client.PostAsync(address, body is null ? null : JsonContent.Create(body));
        response.IsSuccessStatusCode.Should().BeTrue($"{address} answered {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
    }

    /// <summary>Gives a command that must be refused, with this status and code.</summary>
    public static async Task RefusedAsync(this HttpClient client, string address, object? body, int status, string code)
    {
        using var response = await client.PostAsync(address, body is null ? null : JsonContent.Create(body));
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).Should().Be(status, text);
        response.Content.Headers.ContentType!.MediaType.Should().Be("application/problem+json");
        System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("type").GetString().Should().EndWith("/" + code);
    }

    /// <summary>The JSON at an address.</summary>
    public static async Task<System.Text.Json.JsonElement> ReadAsync(this HttpClient client, string address)
    {
        using var response = await client.GetAsync(address);
        var text = await response.Content.ReadAsStringAsync();
        response.IsSuccessStatusCode.Should().BeTrue($"{address} answered {(int)response.StatusCode} {text}");
        return System.Text.Json.JsonDocument.Parse(text).RootElement;
    }

    private sealed record CreatedAnswer(Guid Id);
}
