using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Advance.Reporting.Timeline;

/// <summary>Keeps the timelines: one entry for each event of a cohort, whichever module published it.</summary>
public sealed partial class TimelineProjection : EventProjection
{
    public TimelineProjection()
    {
        Name = "Timeline";
        foreach (var type in CohortEvents.Types) IncludeType(type);
        Options.DeleteViewTypeOnTeardown<TimelineEntry>();
        // Told anew it reads the whole log; for a page the store may read all that is still to come (docs/operators.md): so fewer, larger ones.
        Options.BatchSize = 2000;
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        if (TimelineEntry.Of(e) is { } entry) operations.Store(entry);
        return ValueTask.CompletedTask;
    }
}
