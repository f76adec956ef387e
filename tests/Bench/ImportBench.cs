using System.Diagnostics;
using Advance.Host;
using Advance.Host.Import;

namespace Advance.Tests.Bench;

/// <summary><c>import</c>: 500 applications with two documents each, dry run first; seconds, against the 30 that it may take.</summary>
public static class ImportBench
{
    private const int Rows = 500;
    private const double Most = 30;

    public static async Task<int> RunAsync()
    {
        await using var stage = await Stage.BuildAsync();
        ApiClient api = new(stage.Advance, (_, _, _) => stage.Advance.DefaultRequestHeaders.Authorization!.Parameter!);
        await new Seeder(api, Seeder.Shipped).SeedAsync();
        var strand = (await api.ReadAsync("/api/strands?key=fellows")).GetProperty("items")[0].GetProperty("id").GetGuid();
        var year = TimeProvider.System.GetUtcNow().Year + 1;
        var id = await api.CreateAsync("/api/cohorts", new { strandId = strand, key = "fellows-bench", startsOn = $"{year}-09-01" });
        await api.DoAsync($"/api/cohorts/{id}/publish-call", new { deadline = TimeProvider.System.GetUtcNow().AddDays(30) });
        var cohort = await api.ReadAsync($"/api/cohorts/{id}");
        var file = Path.Combine(Path.GetTempPath(), $"advance-bench-{Environment.ProcessId}.csv");
        await File.WriteAllLinesAsync(file, ["givenName,familyName,email,institution,unit,careerStage,document:motivation-letter,document:support-letter,"
            + "declaration:contract-until,declaration:attends-kick-off,declaration:attends-workshops,declaration:attends-closing",
            .. Enumerable.Range(1, Rows).Select(i => $"Ada,L{i},ada{i}@bench.example,uni.lu,maths,postdoc,Dear committee,I support her,{year + 1}-12-31,yes,yes,yes")]);
        try
        {
            var rows = Table.Read(file, 1);
            var dry = await TimeAsync(isDryRun: true);
            var real = await TimeAsync(isDryRun: false);
            Load.Print("import/dry-run/500", dry, "s", Most);
            Load.Print("import/with-dry-run/500", dry + real, "s", Most);
            return 0;

            async Task<double> TimeAsync(bool isDryRun)
            {
                var watch = Stopwatch.StartNew();
                var results = await new ApplicationsImport(api, Mapping.Read(null), isDryRun, cohort).RunAsync(rows, _ => { });
                if (results.Any(r => r.Outcome is not RowOutcome.Imported)) throw new InvalidOperationException(results.First(r => r.Outcome is not RowOutcome.Imported).Words);
                return watch.Elapsed.TotalSeconds;
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}
