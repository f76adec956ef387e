using System.Diagnostics;

namespace Advance.Tests.Http;

/// <summary>
/// Waits for a condition, never for a time: asks again and again until it holds or the deadline has passed.
/// </summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    /// <summary>The first answer of <paramref name="probe"/> that satisfies <paramref name="until"/>.</summary>
    /// <exception cref="TimeoutException">It never did; the message says why it should and what came last.</exception>
    public static async Task<T> Get<T>(
        Func<Task<T>> probe, Func<T, bool> until, string because, TimeSpan? within = null)
    {
        var patience = within ?? Patience;
        var watch = Stopwatch.StartNew();
        using var pause = new PeriodicTimer(Pause);
        while (true)
        {
            var last = await probe();
            if (until(last)) return last;
            if (watch.Elapsed > patience)
                throw new TimeoutException($"Not within {patience.TotalSeconds:0.#} s: {because}. Last seen: {last}");
            await pause.WaitForNextTickAsync();
        }
    }

    /// <summary>Waits until <paramref name="probe"/> answers true.</summary>
    public static Task Get(Func<Task<bool>> probe, string because, TimeSpan? within = null) =>
        Get(probe, answer => answer, because, within);

    /// <inheritdoc cref="Get(Func{Task{bool}}, string, TimeSpan?)"/>
    public static Task Get(Func<bool> probe, string because, TimeSpan? within = null) =>
        Get(() => Task.FromResult(probe()), because, within);
}
