using Advance.Host.Commands;
using Advance.Host.Http;
using Advance.Host.Identity;
using Advance.Host.Postgres;
using JasperFx;

namespace Advance.Host;

/// <summary>What the Host does when it is called with these words; without words it serves.</summary>
public static class CommandLine
{
    private static readonly Dictionary<string, Func<Arguments, Task<int>>> Own = new(StringComparer.Ordinal)
    {
        ["token"] = TokenCommand.RunAsync,
        ["healthy"] = HealthyCommand.RunAsync,
        ["seed"] = SeedCommand.RunAsync,
        ["import"] = ImportCommand.RunAsync,
        ["report"] = ReportCommand.RunAsync,
        ["demo"] = DemoCommand.RunAsync,
        ["export"] = ExportCommand.RunAsync,
        ["access"] = AccessCommand.RunAsync,
        ["erase"] = EraseCommand.RunAsync,
        ["audit"] = AuditCommand.RunAsync,
        ["ombudsperson"] = OmbudspersonCommand.RunAsync,
    };

    private const string EnvironmentVariable = "ASPNETCORE_ENVIRONMENT";

    private const string Usage = """
        dotnet run --project Host                 serves http://127.0.0.1:5080 (--urls ADDRESS for another)
        dotnet run --project Host -- COMMAND

          token --as ROLE [--institution KEY] [--person ID] [--strand ID | --cohort ID]    a development token
          demo [--out DIR]                        a whole programme year, its reports and the log, in a database of its own
          seed FILE                               loads a programme definition; idempotent
          import applications|mentors|relationships FILE --cohort KEY [--map MAP.json] [--dry-run]
          import undo ID                          takes an import back
          report --cohort KEY [--as-of POSITION] --out DIR
          export --out FILE [--from events]       the log, for an auditor
          access PERSON --out DIR                 all that is held about a person and theirs to see, to hand over
          erase PERSON [--yes] [--out FILE]       destroys a person's data for good; the receipt
          audit                                   looks whether anything recorded was changed
          ombudsperson keygen --out FILE | open --key FILE --in FILE

        Beside a Host that serves the same data folder: --url ADDRESS --token TOKEN. The store's own commands: help.
        """;

    /// <summary>Commands of the Critter Stack that work from the code alone.</summary>
    private static readonly string[] WithoutDatabase = ["codegen", "openapi", "help", "event-model"];

    public static async Task<int> RunAsync(string[] args)
    {
        args = WithEnvironment(args);
        var word = args.FirstOrDefault(a => !a.StartsWith('-')) is { } first && args[0] == first ? first : null;
        try
        {
            if (args is ["--help" or "-h" or "-?"])
            {
                Console.WriteLine(Usage);
                return 0;
            }

            if (word is not null && Own.TryGetValue(word, out var own)) return await own(Arguments.Parse(args[1..]));
            return await ServeAsync(args, word);
        }
        catch (StartupRefused refused)
        {
            await Console.Error.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    /// <summary>
    /// <c>--environment NAME</c> before everything else, which <c>dotnet run</c> gives, names the environment where the variable
    /// <c>ASPNETCORE_ENVIRONMENT</c> does not.
    /// </summary>
    private static string[] WithEnvironment(string[] args)
    {
        if (args is not ["--environment", var name, .. var rest]) return args;
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EnvironmentVariable))) Environment.SetEnvironmentVariable(EnvironmentVariable, name);
        return rest;
    }

    private static async Task<int> ServeAsync(string[] args, string? word)
    {
        await using var installation = await Installation.OpenAsync(needsDatabase: word is null || !WithoutDatabase.Contains(word));
        var tokens = await TokensAsync(installation);
        await using var app = AdvanceApp.Build(args, installation, tokens);
        if (word is not null) return await app.RunJasperFxCommands(args);
        var readiness = app.Services.GetRequiredService<Readiness>();
        readiness.IsPreparing = true;
        await app.StartAsync();
        await Seeder.SeedShippedAsync(app);
        readiness.IsPreparing = false;
        Announcement.Say(app, installation);
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>In the Development environment without an identity provider, tokens of <c>token</c> are believed.</summary>
    private static async Task<LocalTokens> TokensAsync(Installation installation)
    {
        var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();
        var isDevelopment = settings[EnvironmentVariable] == Environments.Development && settings["Authentication:Authority"] is null;
        return isDevelopment ? LocalTokens.WithDevelopment(await installation.KeyFolderAsync()) : LocalTokens.OfHostOnly();
    }
}
