using Advance.Contracts;
using Advance.Reporting.Log.Server;

namespace Advance.Host.Commands;

/// <summary><c>export --out FILE</c>: the whole log, one canonical envelope a line: what the Verifier takes as <c>--log</c>.</summary>
public static class ExportCommand
{
    public static Task<int> RunAsync(Arguments args)
    {
        args.Only("out", "url", "token");
        var path = args.Required("out");
        return LocalRun.WithApiAsync(args, async api =>
        {
            await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
            var leaves = await WriteAsync(api, file);
            Console.WriteLine($"{leaves} events are in {path}.");
            return 0;
        });
    }

    /// <summary>Writes page by page; gives the number of leaves.</summary>
    public static async Task<long> WriteAsync(ApiClient api, Stream output)
    {
        var auditor = api.As(Roles.Auditor);
        for (var leaves = 0L; ;)
        {
            var page = await auditor.DownloadAsync($"/api/log/entries?after={leaves}&limit={LogOfEventsEndpoint.MostEntries}");
            await output.WriteAsync(page);
            var lines = page.Count(b => b == '\n');
            leaves += lines;
            if (lines < LogOfEventsEndpoint.MostEntries) return leaves;
        }
    }
}
