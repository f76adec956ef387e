using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Advance.People;

/// <summary>Shows the scanner, once an hour, what was kept before there was one; does nothing while none is set up.</summary>
public sealed partial class FileRescanKeeper(IDocumentStore store, NpgsqlDataSource source, IVirusScan scan, TimeProvider clock,
    ILogger<FileRescanKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => scan is NoScan ? Task.CompletedTask : clock.KeepAsync(Soon, async () =>
    {
        await TryAsync(stoppingToken);
        return Hour;
    }, stoppingToken);

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            RescanReceipt receipt;
            do
            {
                receipt = await FileRescan.RunAsync(store, source, scan, cancel);
                if (receipt.Infected > 0) Found(receipt.Infected);
            }
            while (receipt is { Scanned: > 0, Left: > 0 });
        }
        catch (Exception e) when (e is NpgsqlException or Marten.Exceptions.MartenCommandException or Refused)
        {
            Failed(e); // the scanner does not answer; the next hour is another chance
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Files} files that were kept before hold a virus; nobody reads them any more.")]
    private partial void Found(int files);

    [LoggerMessage(Level = LogLevel.Error, Message = "The files that were kept before could not all be checked for viruses.")]
    private partial void Failed(Exception e);
}
