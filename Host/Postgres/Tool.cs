using System.ComponentModel;
using System.Diagnostics;

namespace Advance.Host.Postgres;

/// <summary>What a short-lived command said, and whether it succeeded.</summary>
internal sealed record ToolResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The line a person should see: the last error, else the last line.</summary>
    public string LastLine => Tool.TellingLine(Output) ?? $"it ended with code {ExitCode} and said nothing";
}

internal static class Tool
{
    /// <summary>
    /// A command as PostgreSQL wants it: messages in one language, UTC, no PG* variables of the person who starts the
    /// Host, none of the Host's secrets, and no folder that could vanish under it.
    /// </summary>
    public static ProcessStartInfo Describe(string? user, string file, IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        var kept = info.Environment
            .Where(pair => pair.Key is "PATH" or "LD_LIBRARY_PATH" or "DYLD_LIBRARY_PATH").ToList();
        info.Environment.Clear();
        foreach (var (name, value) in kept) info.Environment[name] = value;
        (info.Environment["LC_ALL"], info.Environment["TZ"], info.Environment["HOME"]) = ("C", "UTC", "/");
        if (user is not null) info.UserName = user;
        return info;
    }

    public static Task<ToolResult> RunAsync(
        string? user, string file, IEnumerable<string> arguments, CancellationToken ct) =>
        RunAsync(Describe(user, file, arguments), ct);

    public static async Task<ToolResult> RunAsync(ProcessStartInfo info, CancellationToken ct)
    {
        Process? process;
        try
        {
            process = Process.Start(info);
        }
        catch (Win32Exception e)
        {
            return new(127, e.Message);
        }

        using var running = process!;
        running.StandardInput.Close();
        try
        {
            var output = running.StandardOutput.ReadToEndAsync(ct);
            var error = running.StandardError.ReadToEndAsync(ct);
            await Task.WhenAll(output, error);
            await running.WaitForExitAsync(ct);
            return new(running.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            running.Kill(entireProcessTree: true);
            throw;
        }
    }

    public static string? TellingLine(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var telling = lines.LastOrDefault(line => line.Contains("FATAL: ", StringComparison.Ordinal)
            || line.Contains("error", StringComparison.OrdinalIgnoreCase)) ?? lines.LastOrDefault();
        // Without the time and process number before it.
        return telling?[Math.Max(0, telling.IndexOf("FATAL: ", StringComparison.Ordinal))..];
    }

    public static string? InPath(string file) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Where(Path.IsPathRooted)
        .Select(folder => Path.Combine(folder, file))
        .FirstOrDefault(File.Exists);
}
