using Advance.Contracts;
using JasperFx.Events;

namespace Advance.Applications;

/// <summary>Something that was decided about a cohort and is not released yet.</summary>
public interface IPrepared
{
    /// <summary>What is published about it once the decisions are released, if it still stands then.</summary>
    object Decision { get; }
}

/// <summary>
/// A decision that was prepared (rule A7). Private, so that nobody outside learns of it before the release, and stored under a name of
/// its own; the folds of this module take it for what it holds. The release publishes what stands by then, see <see cref="Release"/>.
/// </summary>
public record Prepared<T>(T Decision) : IPrepared where T : notnull
{
    object IPrepared.Decision => Decision;
}

/// <summary>Which events are only prepared until the decisions of their cohort are released.</summary>
public static class Prepared
{
    /// <summary>The event as it is appended: a decision before the release as a prepared one, any other as it is.</summary>
    public static object Unless(bool isReleased, object e) => isReleased ? e : e switch
    {
        EligibilityConfirmed x => new Prepared<EligibilityConfirmed>(x),
        EligibilityRefused x => new Prepared<EligibilityRefused>(x),
        ApplicationSelected x => new Prepared<ApplicationSelected>(x),
        ApplicationWaitlisted x => new Prepared<ApplicationWaitlisted>(x),
        ApplicationPromoted x => new Prepared<ApplicationPromoted>(x),
        ApplicationDeclined x => new Prepared<ApplicationDeclined>(x),
        LotsDrawn x => new Prepared<LotsDrawn>(x),
        LotsSetAside x => new Prepared<LotsSetAside>(x),
        _ => e,
    };

    /// <summary>The events that decided an application, of its whole stream in order; what the release tells of them decides nothing anew.</summary>
    public static IEnumerable<IEvent> DecisionsIn(IEnumerable<IEvent> stream)
    {
        Application application = new();
        foreach (var e in stream)
        {
            var before = application.Status;
            application = application.Evolve(e.Data);
            var decision = e.Data is IPrepared prepared ? prepared.Decision : e.Data;
            if (application.Status != before && decision is ApplicationSelected or ApplicationWaitlisted or ApplicationDeclined or EligibilityRefused)
                yield return e;
        }
    }
}
