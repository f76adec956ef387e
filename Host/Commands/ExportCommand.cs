using Advance.Contracts;
using Advance.Host.Postgres;
using Advance.Reporting.Log.Server;

namespace Advance.Host.Commands;

/// <summary>
/// <c>export --out FILE [--from events]</c>: the whole log, one canonical envelope a line: what the Verifier takes as <c>--log</c>. From the
/// leaves as they were recorded, or written anew from the events as they stand now; both must satisfy the Verifier.
/// </summary>
public static class ExportCommand
{
    public static Task<int> RunAsync(Arguments args)
    {
        args.Only("out", "from", "url", "token");
        var path = args.Required("out");
        var fromEvents = args.Option("from") switch
        {
            null or "leaves" => false,
            "events" => true,
            _ => throw new StartupRefused("--from takes leaves or events."),
        };
        return LocalRun.WithApiAsync(args, async api =>
        {
            await using var file = new FileStream(path, FileMode.Create, FileAccess.Write);
            var leaves = await WriteAsync(api, file, fromEvents);
            Console.WriteLine($"{leaves} events are in {path}.");
            return 0;
        });
    }

    /// <summary>Writes page by page; gives the number of lines.</summary>
    public static async Task<long> WriteAsync(ApiClient api, Stream output, bool fromEvents = false)
    {
        var auditor = api.As(Roles.Auditor);
        var lines = 0L;
        for (var after = 0L; ; after += LogOfEventsEndpoint.MostEntries)
        {
            var address = $"/api/log/entries?after={after}&limit={LogOfEventsEndpoint.MostEntries}{(fromEvents ? "&from=events" : "")}";
            var page = await auditor.DownloadAsync(address);
            await output.WriteAsync(page);
            lines += page.Count(b => b == '\n');
            if (page.Length == 0) return lines;
        }
    }
}
