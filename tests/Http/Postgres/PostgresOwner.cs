using System.Diagnostics;
using System.Runtime.CompilerServices;
using Advance.Host.Postgres;

namespace Advance.Tests.Http.Postgres;

/// <summary>
/// A second process that owns an embedded PostgreSQL, so that a test can kill -9 it: the tests' own program, which on
/// finding the variable below becomes that owner instead of running tests. It ends when its input does.
/// </summary>
public sealed class PostgresOwner : IDisposable
{
    private const string Variable = "ADVANCE_TEST_OWN_POSTGRES_IN";
    private readonly Process _process;

    private PostgresOwner(Process process, string connectionString) =>
        (_process, ConnectionString) = (process, connectionString);

    public string ConnectionString { get; }

    public static async Task<PostgresOwner> StartAsync(string folder)
    {
        // In a process group of its own, as a shell or the CI starts a Host.
        var info = new ProcessStartInfo("setsid", ["dotnet", typeof(PostgresOwner).Assembly.Location])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { [Variable] = folder },
        };
        var process = Process.Start(info)!;
        var line = await process.StandardOutput.ReadLineAsync();
        line.Should().StartWith("Host=", "the owner prints how its database is reached");
        return new(process, line!);
    }

    /// <summary>kill -9 of the whole group: what no process can answer to.</summary>
    public async Task KillGroupAsync()
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -9 -{_process.Id}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.Should().Be(0);
        await _process.WaitForExitAsync();
    }

    /// <summary>What an IDE's stop button does: the process and everything that descends from it.</summary>
    public async Task KillTreeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    [ModuleInitializer]
    internal static void BecomeOwnerWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } folder) return;
        var server = EmbeddedPostgres.StartAsync(new(folder), CancellationToken.None).GetAwaiter().GetResult();
        Console.WriteLine(server.ConnectionString("postgres"));
        Console.ReadLine();
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        Environment.Exit(0);
    }
}
