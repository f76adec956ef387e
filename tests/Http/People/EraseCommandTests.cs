using System.Collections.Concurrent;
using System.Text.Json;
using Advance.Host;
using Advance.Host.Commands;
using Advance.Host.Postgres;
using Advance.Tests.Http.Faults;
using Advance.Tests.Http.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Advance.Tests.Http.People;

public sealed class EraseCommandTests(SharedHost shared) : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private TestHost Host => shared.Host;
    private string Receipt => Path.Combine(_scratch.Path, "receipt.json");

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("access", "--out", "x")]
    [InlineData("access", "ada@example.org", "--out", "x")]
    [InlineData("erase", "--yes")]
    [InlineData("erase", "Ada", "--yes")]
    [InlineData("erase", "8f7b1c9e-0000-7000-8000-000000000001", "8f7b1c9e-0000-7000-8000-000000000002", "--yes")]
    public async Task One_person_is_named_by_id(params string[] words) =>
        (await Requests.RunAsync(Host, words)).Should().Be(1);

    [Fact]
    public async Task Who_is_unknown_erased_or_merged_is_refused_and_no_receipt_is_left_behind()
    {
        var (ada, former, gone) = (await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host), await Somebody.RegisterAsync(Host));
        await Host.Staff.DoAsync($"/api/people/{ada}/merge", new { mergedPersonId = former });
        await Host.Staff.DoAsync($"/api/people/{gone}/erase");

        foreach (var person in new[] { gone, former, Guid.NewGuid() })
            (await Requests.RunAsync(Host, "erase", $"{person}", "--yes", "--out", Receipt)).Should().Be(1);

        File.Exists(Receipt).Should().BeFalse();
        (await Host.Staff.ReadAsync($"/api/people/{ada}")).GetProperty("isErased").GetBoolean().Should().BeFalse();
    }

    [Fact]
    public async Task An_erasure_says_what_goes_asks_and_happens_only_after_a_yes()
    {
        var ada = await Requests.AdaAsync(Host);
        string[] words = [$"{ada}", "--out", Receipt, "--url", $"{Host.Address}", "--token", Requests.Token(Host)];

        var (no, says) = await EraseAsync(words, "no");
        no.Should().Be(1);
        says.Should().Contain("    2 files").And.Contain("    1 texts").And.Contain("Nothing was erased").And.NotContain("Lovelace");
        (await Host.Staff.ReadAsync($"/api/people/{ada}")).GetProperty("isErased").GetBoolean().Should().BeFalse();

        var (yes, said) = await EraseAsync(words, "yes");
        yes.Should().Be(0, said);
        said.Should().Contain($"Receipt: of person {ada}").And.Contain(Receipt);
        var kept = JsonDocument.Parse(await File.ReadAllTextAsync(Receipt)).RootElement;
        (kept.GetProperty("id").GetGuid(), kept.GetProperty("erased").GetProperty("files").GetInt32()).Should().Be((ada, 2));
        (await Host.Staff.ReadAsync($"/api/people/{ada}")).GetProperty("isErased").GetBoolean().Should().BeTrue();
        var again = () => EraseAsync(words, "yes");
        await again.Should().ThrowAsync<StartupRefused>("a receipt is not overwritten");
    }

    [Fact]
    public async Task Where_nobody_can_be_asked_the_command_has_said_what_it_wants()
    {
        var ada = await Requests.AdaAsync(Host);
        StringWriter says = new();
        (await EraseCommand.RunAsync(Arguments.Parse([$"{ada}", "--url", $"{Host.Address}", "--token", Requests.Token(Host)]), null, says)).Should().Be(0);
        says.ToString().Should().Contain($"Receipt: of person {ada}").And.NotContain("Type yes");
        (await Host.Staff.ReadAsync($"/api/people/{ada}")).GetProperty("isErased").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task An_erasure_leaves_nothing_of_the_person_in_the_logs_of_the_Host()
    {
        Lines lines = new();
        await using var host = await TestHost.StartAsync(shared.Server, adjust: services => services.AddLogging(l => l
            .AddProvider(lines).AddFilter<Lines>(level => level >= LogLevel.Debug).AddFilter<ConsoleLoggerProvider>(level => level >= LogLevel.Error)));
        var ada = await Requests.AdaAsync(host);
        lines.Said.Clear();

        var (code, says) = await EraseAsync([$"{ada}", "--yes", "--url", $"{host.Address}", "--token", Requests.Token(host)], "");

        code.Should().Be(0, says);
        lines.Said.Should().NotBeEmpty("it listens").And.NotContain(l => l.Contains("Lovelace") || l.Contains("lovelace") || l.Contains("Dear committee"));
    }

    [Fact]
    public async Task Without_a_Host_that_serves_the_commands_work_on_the_installations_own_store()
    {
        var (connection, target, ada) = (await shared.Server.CloneAsync(), Path.Combine(_scratch.Path, "access"), Guid.Empty);
        await using (var host = await TestHost.StartAsync(_scratch.Data, connection)) ada = await Requests.AdaAsync(host);

        (await HostProcess.EndAsync(_scratch.Data, connection, "access", $"{ada}", "--out", target)).Should().Be((0, "2 of 2 files"));
        Requests.Names(target).Should().HaveCount(6);
        (await HostProcess.EndAsync(_scratch.Data, connection, "erase", $"{ada}", "--yes", "--out", Receipt)).Should().Be((0, ""));
        JsonDocument.Parse(await File.ReadAllTextAsync(Receipt)).RootElement.GetProperty("id").GetGuid().Should().Be(ada);
    }

    private static async Task<(int Code, string Says)> EraseAsync(string[] words, string answer)
    {
        using StringReader answers = new(answer + "\n");
        await using StringWriter output = new();
        return (await EraseCommand.RunAsync(Arguments.Parse(words), answers, output), output.ToString());
    }

    /// <summary>Keeps what a Host logs.</summary>
    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentBag<string> Said { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Add($"{formatter(state, exception)} {exception}");
        public void Dispose() { }
    }
}
