using Advance.Host.Commands;
using Advance.Host.Postgres;
using JasperFx;

namespace Advance.Host;

/// <summary>What the Host does when it is called with these words; without words it serves.</summary>
public static class CommandLine
{
    private static readonly Dictionary<string, Func<Arguments, Task<int>>> Own = new(StringComparer.Ordinal)
    {
        ["token"] = TokenCommand.RunAsync,
    };

    /// <summary>Commands of the Critter Stack that work from the code alone.</summary>
    private static readonly string[] WithoutDatabase = ["codegen", "openapi", "help", "event-model"];

    public static async Task<int> RunAsync(string[] args)
    {
        var word = args.FirstOrDefault(a => !a.StartsWith('-')) is { } first && args[0] == first ? first : null;
        try
        {
            if (word is not null && Own.TryGetValue(word, out var own)) return await own(Arguments.Parse(args[1..]));
            return await ServeAsync(args, word);
        }
        catch (StartupRefused refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private static async Task<int> ServeAsync(string[] args, string? word)
    {
        await using var installation = await Installation.OpenAsync(needsDatabase: word is null || !WithoutDatabase.Contains(word));
        await using var app = AdvanceApp.Build(args, installation);
        if (word is null) Announcement.WhenReady(app, installation);
        return await app.RunJasperFxCommands(args);
    }
}
