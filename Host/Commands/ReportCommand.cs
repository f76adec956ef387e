using System.Globalization;
using System.IO.Compression;
using Advance.Host.Postgres;

namespace Advance.Host.Commands;

/// <summary><c>report --cohort KEY [--as-of POSITION] --out DIR</c>: issues the audit report of a cohort and writes its bundle.</summary>
public static class ReportCommand
{
    public static Task<int> RunAsync(Arguments args)
    {
        args.Only("cohort", "as-of", "out", "url", "token");
        var (key, target) = (args.Required("cohort"), args.Required("out"));
        long? asOf = args.Option("as-of") is not { } text ? null : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position : throw new StartupRefused("--as-of takes a position of the log, a whole number.");
        return LocalRun.WithApiAsync(args, async api =>
        {
            var cohort = await ImportCommand.CohortAsync(api, key);
            Console.WriteLine(await IssueAsync(api, cohort.GetProperty("id").GetGuid(), asOf, target));
            return 0;
        });
    }

    /// <summary>Issues the report, writes its bundle where asked, and says so in one line.</summary>
    public static async Task<string> IssueAsync(ApiClient api, Guid cohortId, long? asOf, string? folder)
    {
        var id = await api.CreateAsync("/api/reports", new { cohortId, kind = "cohort-audit", asOf });
        var report = await api.ReadAsync($"/api/reports/{id}");
        var line = $"Report {id} of position {report.GetProperty("asOf").GetInt64()}, digest {report.GetProperty("digest").GetString()}";
        if (folder is null) return line;
        Directory.CreateDirectory(folder);
        await using var bundle = new ZipArchive(new MemoryStream(await api.DownloadAsync($"/api/reports/{id}/bundle")), ZipArchiveMode.Read);
        await bundle.ExtractToDirectoryAsync(folder, overwriteFiles: true);
        return $"{line}, in {folder}";
    }
}
