using System.Diagnostics;
using Advance.Host.Demo;
using Advance.Host.Postgres;

namespace Advance.Host.Commands;

/// <summary>
/// <c>demo [--out DIR]</c>: plays a programme year in an empty database and ends with the audit reports of its cohorts, and the exported
/// log by which the Verifier writes them a second time. The embedded server gets a database of its own for it, made anew each time; an own
/// database must be empty.
/// </summary>
public static class DemoCommand
{
    public static async Task<int> RunAsync(Arguments args)
    {
        var target = args.Only("out").Option("out");
        var watch = Stopwatch.StartNew();
        await using var installation = await Installation.OpenAsync(needsDatabase: true);
        await using var demo = await installation.EmptyDatabaseAsync("advance_demo");
        ShiftedClock clock = new(YearPlay.Begin);
        await using var run = await LocalRun.StartAsync(demo, clock, services => services.AddSingleton(YearPlay.Lots()));
        var api = ApiClient.Of(run.App);
        try
        {
            await Seeder.SeedShippedAsync(run.App);
            Console.WriteLine("The programme of the University of Luxembourg is seeded.");
            var cohorts = await new YearPlay(api, clock, Console.WriteLine).PlayAsync();
            foreach (var cohort in cohorts)
                Console.WriteLine(await ReportCommand.IssueAsync(api, cohort.Id, null, target is null ? null : Path.Combine(target, cohort.Plan.Key)));
            if (target is not null) await ExportAsync(api, Path.Combine(target, "log"));
        }
        catch (ApiRefused refused)
        {
            throw new StartupRefused($"The play stopped on {clock.GetUtcNow():yyyy-MM-dd}: {refused.Code}: {refused.Message}");
        }

        Console.WriteLine($"A programme year in {watch.Elapsed.TotalSeconds:0} s.{(target is null ? "" : $" The reports lie in {Path.GetFullPath(target)}.")}");
        return 0;
    }

    private static async Task ExportAsync(ApiClient api, string path)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
        Console.WriteLine($"The exported log has {await ExportCommand.WriteAsync(api, file)} events and is {path}.");
    }
}
