using Advance.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Advance.Reporting.Log.Server;

/// <summary>
/// Runs the monitor by itself, every hour unless <c>Log:AuditEvery</c> says otherwise (a time span). What it finds raises the log's
/// alarm: not ready, a metric, a line in the server's log. While something is found it looks each minute, so that the alarm ends soon
/// after its cause does.
/// </summary>
public sealed partial class LogWatch(Monitor monitor, Sequencer sequencer, LogAlarm alarm, IConfiguration configuration, TimeProvider clock,
    ILogger<LogWatch> log) : BackgroundService
{
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);
    private readonly TimeSpan every = configuration.GetValue("Log:AuditEvery", TimeSpan.FromHours(1));

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.KeepAsync(every, async () =>
    {
        await TryAsync(stoppingToken);
        return alarm.IsStopped(Job) && every > Soon ? Soon : every;
    }, stoppingToken);

    private const string Job = "audit";

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            await alarm.WatchAsync(Job, () => LookAsync(cancel));
        }
        catch (Exception e) when (!cancel.IsCancellationRequested && e is NpgsqlException or TimeoutException or IOException or UnauthorizedAccessException)
        {
            WillLookAgain(log, e);
        }
    }

    // An event that has just become visible late has no leaf for a moment: that alone is no finding.
    private async Task LookAsync(CancellationToken cancel)
    {
        var findings = await monitor.RunAsync(cancel);
        if (findings.IsIntact) return;
        await sequencer.CatchUpAsync(Sequencer.Everything, cancel);
        findings = await monitor.RunAsync(cancel);
        if (!findings.IsIntact)
            throw new LogStopped($"The log is not as it was recorded, {findings.Found.Count} findings; the first: {findings.Found[0].Says}");
    }

    [LoggerMessage(LogLevel.Error, "The log could not be audited this time")]
    private static partial void WillLookAgain(ILogger log, Exception e);
}
