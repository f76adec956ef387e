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
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        if (TimelineEntry.Of(e) is { } entry) operations.Store(entry);
        return ValueTask.CompletedTask;
    }
}
