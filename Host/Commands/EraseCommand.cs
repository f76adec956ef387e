using System.Text.Json;
using Advance.Host.Postgres;

namespace Advance.Host.Commands;

/// <summary>
/// <c>erase PERSON [--yes] [--out FILE]</c>: destroys a person's data for good and prints the receipt; <c>--out</c> keeps it in a file as
/// well. Says first what would be destroyed and asks, unless told <c>--yes</c> or where nobody can be asked: a script has said what it wants.
/// Exits 1 when nothing was erased. Neither terminal nor log ever has more of the person than the id.
/// </summary>
public static class EraseCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static Task<int> RunAsync(Arguments args) => RunAsync(args, Console.IsInputRedirected ? null : Console.In, Console.Out);

    /// <summary><paramref name="answers"/> is null where nobody can be asked; then nobody is.</summary>
    public static Task<int> RunAsync(Arguments args, TextReader? answers, TextWriter output)
    {
        args.Only("yes", "out", "url", "token");
        var person = PersonIn(args, "erase");
        var isCertain = answers is null || args.Flags.Contains("yes");
        var receipt = args.Option("out");
        if (receipt is not null && File.Exists(receipt)) throw new StartupRefused($"{receipt} exists already; a receipt is never overwritten.");
        return LocalRun.WithApiAsync(args, async api =>
        {
            var would = (await api.ReadAsync($"/api/people/{person}/erasure")).GetProperty("wouldErase");
            await SayAsync(output, $"To be destroyed of person {person}, for good:", would);
            if (!isCertain && !await ConfirmedAsync(answers!, output)) return 1;
            await EraseAsync(api, person, receipt, output);
            return 0;
        });
    }

    /// <summary>The one person that a command is about, by id: a name or an address would stay in the shell's history.</summary>
    public static Guid PersonIn(Arguments args, string command) => args switch
    {
        { Words: [var word] } when Guid.TryParse(word, out var person) => person,
        { Words: [_] } => throw new StartupRefused("PERSON is the id of a person."),
        _ => throw new StartupRefused($"{command} takes one person, by id."),
    };

    private static async Task<bool> ConfirmedAsync(TextReader answers, TextWriter output)
    {
        await output.WriteAsync("This cannot be undone. Type yes to go on: ");
        await output.FlushAsync();
        if ((await answers.ReadLineAsync())?.Trim() == "yes") return true;
        await output.WriteLineAsync("Nothing was erased.");
        return false;
    }

    private static async Task EraseAsync(ApiClient api, Guid person, string? path, TextWriter output)
    {
        // The file first: after the erasure nobody can ask for the receipt again.
        await using var file = path is null ? null : Open(path);
        JsonElement receipt;
        try
        {
            receipt = await api.AskAsync($"/api/people/{person}/erase");
        }
        catch when (file is not null)
        {
            await file.DisposeAsync();
            File.Delete(file.Name);
            throw;
        }

        await SayAsync(output, $"Receipt: of person {person} was destroyed", receipt.GetProperty("erased"));
        if (file is null) return;
        await JsonSerializer.SerializeAsync(file, receipt, Json);
        await output.WriteLineAsync($"The receipt is in {path}.");
    }

    private static FileStream Open(string path)
    {
        try
        {
            return new(path, FileMode.CreateNew, FileAccess.Write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupRefused($"The receipt could not be kept, so nothing was erased: {e.Message}");
        }
    }

    private static async Task SayAsync(TextWriter output, string head, JsonElement counts)
    {
        await output.WriteLineAsync(head);
        foreach (var kind in counts.EnumerateObject()) await output.WriteLineAsync($"  {kind.Value.GetInt32(),5} {kind.Name}");
    }
}
