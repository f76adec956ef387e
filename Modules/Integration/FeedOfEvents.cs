using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Hosting;
using Wolverine.Http;

namespace Advance.Integration;

/// <summary>A page of the feed. <c>Next</c> is always there: ask with it again, at the end of the log too.</summary>
public sealed record FeedPage(IReadOnlyList<CloudEvent> Items, string Next, bool More);

public static class FeedOfEventsEndpoint
{
    /// <summary>The longest a caller is kept waiting for something new, in seconds.</summary>
    public const int MostWait = 30;

    /// <summary>
    /// The published events behind a cursor (without one: from the first), in the order of the log, as CloudEvents. With <c>wait</c>
    /// (0 to 30 seconds) an empty page is answered only when nothing came in that time.
    /// </summary>
    [WolverineGet("/api/feed"), Authorize(Policies.Integrator)]
    public static async Task<FeedPage> Get([FromQuery] string? after, [FromQuery] int? limit, [FromQuery] int? wait, FeedLog log, FeedWake wake,
        TimeProvider clock, CancellationToken cancel)
    {
        var (position, most) = (Cursor.Position(after), Paging.Limit(limit));
        Shape.Of((wait is < 0 or > MostWait, "wait", $"Waiting takes 0 to {MostWait} seconds."));
        var patience = TimeSpan.FromSeconds(wait ?? 0);
        var since = clock.GetTimestamp();
        while (true)
        {
            var grown = wake.Next;
            var stretch = await log.ReadAsync(position, most, cancel);
            var left = patience - clock.GetElapsedTime(since);
            if (stretch.Events.Count > 0 || left <= TimeSpan.Zero) return new(stretch.Events, Cursor.Of(stretch.UpTo), stretch.More);
            position = stretch.UpTo;
            await wake.WaitAsync(grown, left, cancel);
        }
    }
}

public static class StreamOfEventsEndpoint
{
    private const int MostStreams = 200;
    private const int Batch = 100;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static int _streams;

    /// <summary>
    /// The feed as server-sent events, without end: each has the cursor behind it as its id, so that a client which reconnects goes
    /// on where it was (<c>Last-Event-ID</c>, or <c>after</c> at first). A <c>heartbeat</c> comes at once and every 15 seconds.
    /// 503 when this node serves as many streams as it can.
    /// </summary>
    [WolverineGet("/api/feed/stream"), Authorize(Policies.Integrator), ProducesResponseType(typeof(string), 200, "text/event-stream")]
    public static IResult Get([FromQuery] string? after, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, FeedLog log, FeedWake wake,
        TimeProvider clock, IHostApplicationLifetime lifetime, CancellationToken cancel)
    {
        var position = string.IsNullOrEmpty(lastEventId) ? Cursor.Position(after) : Cursor.Position(lastEventId, "Last-Event-ID");
        if (Volatile.Read(ref _streams) >= MostStreams) throw new TimeoutException("As many streams as this node can serve are open.");
        return TypedResults.ServerSentEvents(ReadAsync(position, log, wake, clock, lifetime.ApplicationStopping, cancel));
    }

    private static async IAsyncEnumerable<SseItem<CloudEvent?>> ReadAsync(long position, FeedLog log, FeedWake wake, TimeProvider clock,
        CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel)
    {
        Interlocked.Increment(ref _streams);
        try
        {
            var (beat, since) = (TimeSpan.Zero, clock.GetTimestamp());
            while (!stopping.IsCancellationRequested && !cancel.IsCancellationRequested)
            {
                var grown = wake.Next;
                var stretch = await log.ReadAsync(position, Batch, cancel);
                position = stretch.UpTo;
                foreach (var e in stretch.Events) yield return new(e, e.Type) { EventId = Cursor.Of(e.Position) };
                if (clock.GetElapsedTime(since) >= beat)
                {
                    yield return new(null, "heartbeat") { EventId = Cursor.Of(position) };
                    (beat, since) = (Heartbeat, clock.GetTimestamp());
                }

                if (!stretch.More) await wake.WaitAsync(grown, FeedWake.SlowLook, stopping);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }
}
