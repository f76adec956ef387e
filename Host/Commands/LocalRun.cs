using Advance.Host.Identity;

namespace Advance.Host.Commands;

/// <summary>
/// A command that works through the API: with <c>--url</c> and <c>--token</c> against a Host that runs, else against one that is
/// started in this process, on a free loopback port, for as long as the command takes.
/// </summary>
public sealed class LocalRun : IAsyncDisposable
{
    private LocalRun(WebApplication app) => App = app;

    public WebApplication App { get; }

    public static async Task<int> WithApiAsync(Arguments args, Func<ApiClient, Task<int>> work)
    {
        try
        {
            if (args.Option("url") is { } url) return await work(Remote(url, args.Required("token")));
            await using var installation = await Installation.OpenAsync(needsDatabase: true);
            await using var run = await StartAsync(installation, clock: null);
            await Seeder.SeedShippedAsync(run.App);
            return await work(ApiClient.Of(run.App));
        }
        catch (ApiRefused refused)
        {
            await Console.Error.WriteLineAsync($"{refused.Code}: {refused.Message}");
            return 1;
        }
        catch (HttpRequestException e)
        {
            await Console.Error.WriteLineAsync($"The Host does not answer: {e.Message}");
            return 1;
        }
    }

    /// <summary>A Host in this process that nobody outside reaches: loopback, a free port, only its own tokens.</summary>
    public static async Task<LocalRun> StartAsync(Installation installation, TimeProvider? clock, Action<IServiceCollection>? adjust = null)
    {
        var app = AdvanceApp.Build(["--urls", "http://127.0.0.1:0"], installation, LocalTokens.OfHostOnly(), clock, builder =>
        {
            builder.Logging.ClearProviders().AddSimpleConsole(o => o.SingleLine = true).SetMinimumLevel(LogLevel.Error);
            adjust?.Invoke(builder.Services);
        });
        await app.StartAsync();
        return new(app);
    }

    /// <summary>Stops in order, also when the work failed: what still runs must not find its services gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }

    private static ApiClient Remote(string url, string token) =>
        new(new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(2) }, (_, _, _) => token);
}
