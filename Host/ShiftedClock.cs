namespace Advance.Host;

/// <summary>A clock that can be set: the demo plays its year with it, tests pass deadlines with it. Timers run as ever.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private long _shift;

    /// <summary>Begins now, or at another instant.</summary>
    public ShiftedClock(DateTimeOffset? start = null) => _shift = start is { } at ? (at - System.GetUtcNow()).Ticks : 0;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _shift));

    /// <summary>Makes it this instant now; the clock goes on from there. It never goes back.</summary>
    public void Set(DateTimeOffset now)
    {
        var shift = (now - System.GetUtcNow()).Ticks;
        if (shift > Interlocked.Read(ref _shift)) Interlocked.Exchange(ref _shift, shift);
    }

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);
}
