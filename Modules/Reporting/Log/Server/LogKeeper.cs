using Advance.Shared;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Advance.Reporting.Log.Server;

/// <summary>Keeps the log on every node: leaves twice a second, a look back every ten seconds and over everything every hour,
/// a checkpoint every minute.</summary>
public sealed partial class LogKeeper(AuditSchema schema, Sequencer sequencer, Signer signer, LogAlarm alarm, TimeProvider clock, ILogger<LogKeeper> log)
    : BackgroundService
{
    // Each pass has a price of its own, paid by those who write at the time: fewer passes with more events each. Whoever waits for a leaf
    // (a report that is issued) does not wait for the beat.
    private static readonly TimeSpan HalfASecond = TimeSpan.FromMilliseconds(500);
    private const int BeatsToLookBack = 20, BeatsToSign = 120, BeatsToLookAtAll = 7200;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await schema.ApplyAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var beat = 0L;
        return clock.KeepAsync(HalfASecond, async () =>
        {
            await TryAsync(beat++, stoppingToken);
            return null;
        }, stoppingToken);
    }

    private async Task TryAsync(long beat, CancellationToken cancel)
    {
        try
        {
            await alarm.WatchAsync("leaves", () => sequencer.CatchUpAsync(Back(beat), cancel));
            if (beat % BeatsToSign == BeatsToSign - 1) await alarm.WatchAsync("checkpoint", () => signer.SignAsync(cancel));
        }
        catch (Exception e) when (!cancel.IsCancellationRequested
            && e is NpgsqlException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            WillTryAgain(log, e); // the database or the disk is away; what is not done stays to be done
        }
    }

    private static long Back(long beat) => beat % BeatsToLookAtAll == 0 ? Sequencer.Everything
        : beat % BeatsToLookBack == 0 ? Sequencer.Far : Sequencer.Near;

    [LoggerMessage(LogLevel.Error, "The log could not be kept this time")]
    private static partial void WillTryAgain(ILogger log, Exception e);
}
