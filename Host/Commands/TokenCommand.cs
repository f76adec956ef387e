using Advance.Contracts;
using Advance.Host.Identity;
using Advance.Host.Postgres;

namespace Advance.Host.Commands;

/// <summary><c>token --as ROLE [--institution KEY] [--person ID]</c>: prints a development token.</summary>
public static class TokenCommand
{
    public static async Task<int> RunAsync(Arguments args)
    {
        args.Only("as", "institution", "person");
        var role = args.Required("as");
        if (!Roles.All.Contains(role)) throw new StartupRefused($"There is no role {role}; the roles are {string.Join(", ", Roles.All)}.");
        if (args.Option("person") is { } person && !Guid.TryParse(person, out _)) throw new StartupRefused("--person takes the id of a person.");
        if (Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") != Environments.Development)
            throw new StartupRefused("Development tokens exist in the Development environment only (ASPNETCORE_ENVIRONMENT=Development).");
        await using var installation = await Installation.OpenAsync(needsDatabase: false);
        var tokens = LocalTokens.WithDevelopment(await installation.KeyFolderAsync());
        Console.WriteLine(tokens.ForDevelopment(role, args.Option("person"), args.Option("institution"), TimeProvider.System.GetUtcNow()));
        return 0;
    }
}
