using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Services;
using Marten.Subscriptions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Advance.Integration;

/// <summary>
/// Tells every node that the log has grown, behind the high-water mark and in the transaction that records the progress: the
/// store's own notification comes before the mark moves, when there is nothing to read yet.
/// </summary>
public sealed class FeedSignal : SubscriptionBase
{
    public const string Channel = "advance_feed";

    public override Task<IChangeListener> ProcessEventsAsync(EventRange page, ISubscriptionController controller, IDocumentOperations operations,
        CancellationToken cancellationToken)
    {
        operations.QueueSqlCommand($"select pg_notify('{Channel}', ?)", page.SequenceCeiling.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return Task.FromResult(NullChangeListener.Instance);
    }
}

/// <summary>Wakes those who wait for the log to grow. One connection listens for the whole node; when it breaks, a slow look remains.</summary>
public sealed class FeedWake(NpgsqlDataSource source, TimeProvider clock, ILogger<FeedWake> log) : BackgroundService
{
    /// <summary>The longest anybody waits without looking, should a notification be lost.</summary>
    public static readonly TimeSpan SlowLook = TimeSpan.FromSeconds(1);

    private volatile TaskCompletionSource _grown = New();

    /// <summary>Ends with the next growth. Take it before you look, so that no growth falls between looking and waiting.</summary>
    public Task Next => _grown.Task;

    /// <summary>Waits until the log has grown, or for a while; never longer than the slow look.</summary>
    public async Task WaitAsync(Task grown, TimeSpan atMost, CancellationToken cancel) =>
        await Task.WhenAny(grown, Task.Delay(atMost < SlowLook ? atMost : SlowLook, clock, cancel));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or System.Net.Sockets.SocketException or IOException && !stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("The feed's listener lost its connection and takes it up again: {Reason}", e.Message);
                await Task.Delay(SlowLook, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        connection.Notification += (_, _) => Interlocked.Exchange(ref _grown, New()).TrySetResult();
        await using (var listen = new NpgsqlCommand($"listen {FeedSignal.Channel}", connection)) await listen.ExecuteNonQueryAsync(cancel);
        while (true) await connection.WaitAsync(cancel);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
