using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Advance.Reporting.Log.Server;

/// <summary>The log cannot go on truthfully; the sentence says what was found. Somebody has to look, nothing is skipped.</summary>
public sealed class LogStopped(string sentence) : Exception(sentence);

/// <summary>
/// What went wrong with the log, said three ways: a line in the server's log, a metric (<c>Advance.Log</c>), and the health
/// check: unhealthy while it is stopped, degraded once events became visible late.
/// </summary>
public sealed partial class LogAlarm(ILogger<LogAlarm> log) : IHealthCheck
{
    private static readonly Meter Meter = new("Advance.Log");
    private static readonly Counter<long> Leaves = Meter.CreateCounter<long>("advance.log.leaves", description: "Events that got a leaf");
    private static readonly Counter<long> Late = Meter.CreateCounter<long>("advance.log.late",
        description: "Events that became visible after younger ones had their leaves");
    private static readonly Counter<long> Stops = Meter.CreateCounter<long>("advance.log.stops", description: "Times that the log refused to go on");
    private readonly Lock door = new();
    private readonly Dictionary<string, string> stopped = [];
    private long late;

    /// <summary>Why the log stands still, for each of its jobs; empty when all is well.</summary>
    public IReadOnlyList<string> Reasons
    {
        get
        {
            lock (door) return [.. stopped.Values];
        }
    }

    /// <summary>Events that became visible late since this Host started.</summary>
    public long LateEvents => Interlocked.Read(ref late);

    public static void Appended(int count) => Leaves.Add(count);

    public void BecameVisibleLate(IReadOnlyCollection<long> seqs)
    {
        Interlocked.Add(ref late, seqs.Count);
        Late.Add(seqs.Count);
        WarnOfLate(log, string.Join(", ", seqs.Take(20)), seqs.Count);
    }

    /// <summary>Whether this job was refused when it was last done.</summary>
    public bool IsStopped(string job)
    {
        lock (door) return stopped.ContainsKey(job);
    }

    /// <summary>Does a job; remembers why it was refused, until it succeeds again.</summary>
    public async Task WatchAsync(string job, Func<Task> work)
    {
        try
        {
            await work();
            lock (door) stopped.Remove(job);
        }
        catch (LogStopped e)
        {
            lock (door)
            {
                if (stopped.GetValueOrDefault(job) == e.Message) return;
                stopped[job] = e.Message;
            }

            Stops.Add(1, new KeyValuePair<string, object?>("job", job));
            CryOut(log, job, e.Message);
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Reasons is { Count: > 0 } reasons ? HealthCheckResult.Unhealthy(string.Join(' ', reasons))
            : LateEvents > 0 ? HealthCheckResult.Degraded($"{LateEvents} events became visible late.") : HealthCheckResult.Healthy());

    [LoggerMessage(LogLevel.Warning, "{Count} events became visible after younger ones had their leaves (seq {Seqs}); they have leaves now")]
    private static partial void WarnOfLate(ILogger log, string seqs, int count);

    [LoggerMessage(LogLevel.Critical, "The verifiable log stopped ({Job}): {Reason}")]
    private static partial void CryOut(ILogger log, string job, string reason);
}
