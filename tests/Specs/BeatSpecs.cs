using System.Threading.Channels;
using Advance.Shared;

namespace Advance.Tests.Specs;

/// <summary>How a background job comes back to its work.</summary>
public class BeatSpecs
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1), Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task Work_is_done_when_its_time_has_come_and_says_how_long_to_wait_until_the_Host_stops()
    {
        HandClock clock = new();
        using CancellationTokenSource stop = new();
        var worked = Channel.CreateUnbounded<int>();
        Queue<TimeSpan?> waits = new([Hour, null, Minute]);
        var job = clock.KeepAsync(Minute, () =>
        {
            worked.Writer.TryWrite(waits.Count);
            return Task.FromResult(waits.Dequeue());
        }, stop.Token);
        worked.Reader.TryRead(out _).Should().BeFalse("the first wait is not over");

        foreach (var left in new[] { 3, 2, 1 })
        {
            clock.Fire();
            (await worked.Reader.ReadAsync(CancellationToken.None)).Should().Be(left);
        }

        await stop.CancelAsync();
        await job;
        clock.Waits.Should().Equal([Minute, Hour, Minute], "null goes on in the same beat");
    }

    [Fact]
    public async Task Work_that_is_cut_off_by_the_stop_ends_quietly_and_what_else_it_throws_is_seen()
    {
        HandClock clock = new();
        using CancellationTokenSource stop = new();
        var cut = clock.KeepAsync(Minute, async () =>
        {
            await stop.CancelAsync();
            throw new OperationCanceledException(stop.Token);
        }, stop.Token);
        clock.Fire();
        await cut;

        var failing = clock.KeepAsync(Minute, () => throw new InvalidOperationException("a defect"), CancellationToken.None);
        clock.Fire();
        await failing.Invoking(f => f).Should().ThrowAsync<InvalidOperationException>();
    }

    /// <summary>A clock whose timer goes off by hand.</summary>
    private sealed class HandClock : TimeProvider
    {
        private Action _fire = () => { };

        public List<TimeSpan> Waits { get; } = [];

        public void Fire() => _fire();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Waits.Add(dueTime);
            _fire = () => callback(state);
            return new HandTimer(this);
        }

        private sealed class HandTimer(HandClock clock) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                if (dueTime != Timeout.InfiniteTimeSpan) clock.Waits.Add(dueTime);
                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
