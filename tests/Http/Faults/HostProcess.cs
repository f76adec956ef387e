using System.Diagnostics;
using System.Net.Http.Headers;
using Advance.Contracts;
using Advance.Host.Identity;

namespace Advance.Tests.Http.Faults;

/// <summary>The built Host as a process of its own, as an operator runs it, with its embedded PostgreSQL in a folder; made to be killed.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;

    private HostProcess(Process process, Uri address, HttpClient staff, TimeSpan readyAfter) =>
        (_process, Address, Staff, ReadyAfter) = (process, address, staff, readyAfter);

    public Uri Address { get; }
    public HttpClient Staff { get; }
    public TimeSpan ReadyAfter { get; }
    public bool HasEnded => _process.HasExited;

    /// <summary>Starts and waits for the word "ready"; on the embedded PostgreSQL in the folder, or on the one that is named.</summary>
    public static async Task<HostProcess> StartAsync(string folder, string? connectionString = null)
    {
        var watch = Stopwatch.StartNew();
        var process = Launch(folder, connectionString, "--urls", "http://127.0.0.1:0");
        var errors = process.StandardError.ReadToEndAsync();
        Uri? address = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Advance ", StringComparison.Ordinal)) address = new Uri(line["Advance ".Length..].Trim());
            if (line.Trim() == "ready") return new(process, address!, Client(address!, folder), watch.Elapsed);
        }

        throw new InvalidOperationException($"The Host did not become ready: {await errors}");
    }

    /// <summary>Runs the Host with these words until it ends by itself: its exit code and what it said on the error stream.</summary>
    public static async Task<(int ExitCode, string Error)> EndAsync(string folder, string? connectionString, params string[] words)
    {
        using var process = Launch(folder, connectionString, words);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        await output;
        return (process.ExitCode, error.Trim());
    }

    /// <summary>kill -9 of the Host: nothing of it gets a chance to finish anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    private static Process Launch(string folder, string? connectionString, params string[] words)
    {
        ProcessStartInfo info = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Advance.Host.dll"), .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment = { ["ADVANCE_DATA"] = folder, ["ASPNETCORE_ENVIRONMENT"] = "Development" },
        };
        if (connectionString is not null) info.Environment["ConnectionStrings__Advance"] = connectionString;
        return Process.Start(info)!;
    }

    private static HttpClient Client(Uri address, string folder)
    {
        var token = LocalTokens.WithDevelopment(Path.Combine(folder, "keys")).ForDevelopment(Roles.Staff, null, null, TimeProvider.System.GetUtcNow());
        HttpClient client = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    public void Dispose()
    {
        Staff.Dispose();
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
