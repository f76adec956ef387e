namespace Advance.Shared;

/// <summary>How a background job comes back to its work.</summary>
internal static class Beat
{
    /// <summary>
    /// Does the work after a first wait and again after each further one, until the Host stops; then it ends quietly. The work says how long
    /// to wait from its end on, or null to go on in the same beat, which its own time does not delay. What it throws ends the job.
    /// </summary>
    public static async Task KeepAsync(this TimeProvider clock, TimeSpan first, Func<Task<TimeSpan?>> work, CancellationToken stopping)
    {
        try
        {
            using PeriodicTimer timer = new(first, clock);
            while (await timer.WaitForNextTickAsync(stopping))
                if (await work() is { } next) timer.Period = next;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // A Host that is thrown away without having been stopped cancels as well.
        }
    }
}
