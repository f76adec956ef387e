using System.Runtime.Versioning;

namespace Advance.Host.Postgres;

/// <summary>
/// Who the server runs as: ourselves, or, as PostgreSQL refuses to run as root, an unprivileged user.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed record ServerAccount(string? UserName)
{
    public bool IsAnother => UserName is not null;

    public static async Task<ServerAccount> ChooseAsync(CancellationToken ct)
    {
        if (!Environment.IsPrivilegedProcess) return new((string?)null);
        foreach (var user in (string[])["postgres", "nobody"])
        {
            if ((await Tool.RunAsync(null, "id", ["-u", user], ct)).Succeeded) return new(user);
        }

        throw new StartupRefused("PostgreSQL does not run as root, and this machine has neither a user 'postgres' nor "
            + "'nobody'; start Advance as an ordinary user, or create one of the two.");
    }

    public async Task GiveAsync(string folder, CancellationToken ct)
    {
        if (UserName is null) return;
        // Not following a link at the top, so that a planted one gives nothing away.
        var given = await Tool.RunAsync(null, "chown", ["-R", "-P", "-h", UserName + ":", folder], ct);
        if (!given.Succeeded)
            throw new StartupRefused($"The folder {folder} cannot be given to the user '{UserName}': {given.LastLine}");
    }

    public async Task RequireAccessAsync(string folder, CancellationToken ct)
    {
        if (UserName is null) return;
        if ((await Tool.RunAsync(UserName, "/bin/sh", ["-c", "cd \"$1\"", "sh", folder], ct)).Succeeded) return;
        throw new StartupRefused($"PostgreSQL runs as the user '{UserName}' here, who may not enter {folder}; "
            + "let others pass every folder above it (chmod o+x), or set ADVANCE_DATA to another folder.");
    }
}
