using System.Text;
using Advance.Reporting.Log;
using Advance.Reporting.Log.Server;
using Advance.Verifier;
using Npgsql;

namespace Advance.Tests.Http.Log;

/// <summary>
/// An auditor with the Verifier, who kept from before: the bundle of a report, the log's policy, and an export of the log. Asks again for
/// all that is handed out, and compares.
/// </summary>
internal sealed class Auditor : IAsyncDisposable
{
    private readonly TheLog _log;
    private readonly Guid _report;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("advance-auditor-");

    private Auditor(TheLog log, Guid report) => (_log, _report) = (log, report);

    private string Bundle => Path.Combine(_folder.FullName, "bundle");
    private string Export => Path.Combine(_folder.FullName, "export");
    private string Policy => Path.Combine(Bundle, "policy");

    public static async Task<Auditor> HoldingAsync(TheLog log, Guid report)
    {
        var auditor = new Auditor(log, report);
        await using var connection = await log.Database.OpenConnectionAsync();
        Write(auditor.Bundle, (await IssuedBundle.ReadAsync(connection, report, default))!);
        await WriteAsync(auditor.Export, LogTables.EnvelopesAsync(connection, 0, 1_000_000, default));
        (await auditor.LookAsync(connection)).Should().HaveCount(3).And.OnlyContain(s => s.StartsWith("valid", StringComparison.Ordinal));
        return auditor;
    }

    /// <summary>What the Verifier says of both exports and of the bundle as they are handed out now.</summary>
    public async Task<IReadOnlyList<string>> LookAsync(NpgsqlConnection connection)
    {
        var (leaves, events) = (Path.Combine(_folder.FullName, "leaves"), Path.Combine(_folder.FullName, "events"));
        await WriteAsync(leaves, LogTables.EnvelopesAsync(connection, 0, 1_000_000, default));
        await WriteAsync(events, _log.Tables.AsRecordedAsync(connection, 0, 1_000_000, default));
        return [Verify(Bundle, "--log", leaves, "--held", Export), Verify(Bundle, "--log", events, "--held", Export), await BundleAsync(connection)];
    }

    private async Task<string> BundleAsync(NpgsqlConnection connection)
    {
        var now = Path.Combine(_folder.FullName, "now");
        try
        {
            if (await IssuedBundle.ReadAsync(connection, _report, default) is not { } files) return "no bundle";
            Write(now, files);
            return Verify(now, "--held", Bundle);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            return $"no bundle: {e.Message}";
        }
    }

    private string Verify(params string[] args)
    {
        using var output = new MemoryStream();
        var exit = Cli.Run([.. args, "--policy", Policy], Stream.Null, output);
        var said = Encoding.UTF8.GetString(output.ToArray()).Trim();
        exit.Should().Be(said.StartsWith("valid", StringComparison.Ordinal) ? 0 : 1, said);
        return said;
    }

    private static void Write(string folder, IEnumerable<BundleFile> files)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        foreach (var file in files) File.WriteAllBytes(Path.Combine(folder, file.Name), file.Bytes);
    }

    private static async Task WriteAsync(string path, IAsyncEnumerable<byte[]> lines)
    {
        await using var file = File.Create(path);
        await foreach (var line in lines)
        {
            await file.WriteAsync(line);
            file.WriteByte((byte)'\n');
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
