using Advance.Contracts;
using Advance.Host.Identity;
using Advance.Host.Postgres;
using Advance.People;

namespace Advance.Host.Commands;

/// <summary>
/// <c>token --as ROLE [--institution KEY] [--person ID] [--strand ID | --cohort ID]</c>: prints a development token, limited to a strand
/// or cohort when one is named.
/// </summary>
public static class TokenCommand
{
    public static async Task<int> RunAsync(Arguments args)
    {
        args.Only("as", "institution", "person", "strand", "cohort");
        var role = args.Required("as");
        if (!Roles.All.Contains(role)) throw new StartupRefused($"There is no role {role}; the roles are {string.Join(", ", Roles.All)}.");
        foreach (var thing in new[] { "person", "strand", "cohort" })
            if (args.Option(thing) is { } id && !Guid.TryParse(id, out _)) throw new StartupRefused($"--{thing} takes the id of a {thing}.");
        var limited = (args.Option("strand") ?? args.Option("cohort")) is null ? null : new LimitedRole(role, Id("strand"), Id("cohort"));
        if (Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") != Environments.Development)
            throw new StartupRefused("Development tokens exist in the Development environment only (ASPNETCORE_ENVIRONMENT=Development).");
        await using var installation = await Installation.OpenAsync(needsDatabase: false);
        var tokens = LocalTokens.WithDevelopment(await installation.KeyFolderAsync());
        Console.WriteLine(tokens.ForDevelopment(role, args.Option("person"), args.Option("institution"), TimeProvider.System.GetUtcNow(), limited));
        return 0;

        Guid? Id(string thing) => args.Option(thing) is { } id ? Guid.Parse(id) : null;
    }
}
