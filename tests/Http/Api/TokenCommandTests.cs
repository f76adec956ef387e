using System.Diagnostics;
using Advance.Tests.Http.Postgres;

namespace Advance.Tests.Http.Api;

/// <summary>The README's first step: a token into a variable of the shell.</summary>
public sealed class TokenCommandTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task What_dotnet_run_prints_for_a_token_is_the_token_and_nothing_else()
    {
        var (code, output, error) = await RunAsync(null, "token", "--as", "staff");

        code.Should().Be(0, error);
        output.Should().MatchRegex(@"^eyJ[\w-]+\.[\w-]+\.[\w-]+\n$", "a line before it would become part of the header");
    }

    [Fact]
    public async Task An_environment_that_is_set_outranks_the_one_that_dotnet_run_means()
    {
        var (code, output, error) = await RunAsync("Production", "token", "--as", "staff");

        code.Should().Be(1);
        output.Should().BeEmpty();
        error.Should().Contain("Development environment only");
    }

    [Fact]
    public async Task Asked_for_help_the_Host_explains_its_commands_and_starts_nothing()
    {
        var (code, output, error) = await RunAsync(null, "--help");

        code.Should().Be(0, error);
        output.Should().ContainAll("token --as", "demo", "import", "report --cohort", "export --out", "access PERSON --out", "erase PERSON");
        Directory.Exists(_scratch.Data).Should().BeFalse("nothing was started");
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string? environment, params string[] words)
    {
        ProcessStartInfo info = new("dotnet", ["run", "--no-build", "--project", Project(), "--", .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ADVANCE_DATA"] = _scratch.Data },
        };
        info.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        if (environment is not null) info.Environment["ASPNETCORE_ENVIRONMENT"] = environment;
        using var process = Process.Start(info)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }

    private static string Project()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Advance.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "Host");
    }
}
