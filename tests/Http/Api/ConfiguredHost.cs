using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Advance.Host;
using Advance.Host.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Advance.Tests.Http.Api;

/// <summary>A Host with settings of its own, on a database of its own, whose log lines are kept.</summary>
public sealed class ConfiguredHost : IAsyncDisposable
{
    private readonly LocalTokens _tokens;

    private ConfiguredHost(WebApplication app, LocalTokens tokens, LogLines lines) => (App, _tokens, Lines) = (app, tokens, lines);

    public WebApplication App { get; }
    public LogLines Lines { get; }

    public static async Task<ConfiguredHost> StartAsync(TestServer server, params string[] settings) => await StartOnAsync(await server.CloneAsync(), settings);

    /// <summary>Starts on a database that is there.</summary>
    public static async Task<ConfiguredHost> StartOnAsync(string connection, params string[] settings)
    {
        var installation = new Installation
        {
            DataFolder = Path.Combine(Path.GetTempPath(), $"advance-test-keys-{Environment.ProcessId}", $"configured-{Guid.NewGuid():N}"),
            ConnectionString = connection,
        };
        var (tokens, lines) = (LocalTokens.WithDevelopment(await installation.KeyFolderAsync()), new LogLines());
        var app = AdvanceApp.Build(["--urls", "http://127.0.0.1:0", "--environment", "Development", .. settings], installation, tokens, null,
            builder => builder.Logging.ClearProviders().AddProvider(lines).SetMinimumLevel(LogLevel.Information));
        await app.StartAsync();
        return new(app, tokens, lines);
    }

    public HttpClient As(string role, Guid? person = null)
    {
        var client = new HttpClient { BaseAddress = new Uri(App.Urls.First()) };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", _tokens.ForDevelopment(role, person?.ToString(), null, TimeProvider.System.GetUtcNow()));
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }
}

/// <summary>What was logged, each line with its category, level and exception.</summary>
public sealed class LogLines : ILoggerProvider
{
    public ConcurrentQueue<(LogLevel Level, string Text)> All { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, All);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<(LogLevel, string)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            lines.Enqueue((logLevel, $"{category}: {formatter(state, exception)} {exception}"));
        }
    }
}
