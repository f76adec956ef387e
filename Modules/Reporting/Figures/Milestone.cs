using System.Globalization;
using Advance.Contracts;

namespace Advance.Reporting.Figures;

/// <summary>
/// Something that was planned for the cohort beside what happened: days in UTC (<c>yyyy-MM-dd</c>), null when there is none, and
/// the positions of the events behind both.
/// </summary>
public sealed record Milestone(string What, string? Planned, string? Happened, IReadOnlyList<long> Events)
{
    public static IReadOnlyList<Milestone> Of(CohortHistory history)
    {
        List<Milestone> all = [];
        var plan = history.Plan;
        if (plan is not null) all.Add(new("Cohort planned", null, Day(plan.At), [plan.Seq]));
        if (history.Call is { } call) all.Add(new("Call published", null, Day(call.At), [call.Seq]));
        if (history.Deadline is { } deadline) all.Add(Of("Deadline of the call", Day(deadline.Data), deadline.Seq, history.All<CallClosed>()));
        if (history.All<DecisionsReleased>() is { Count: > 0 } released) all.Add(Of("Decisions released", null, null, released));
        if (plan is not null) all.Add(Of("Start of the cohort", Day(plan.Data.StartsOn), plan.Seq, history.All<CohortStarted>()));
        if (plan is not null) all.Add(Of("End of the cohort", Day(plan.Data.EndsOn), plan.Seq, history.All<CohortCompleted>()));
        if (history.All<CohortCancelled>() is { Count: > 0 } cancelled) all.Add(Of("Cohort cancelled", null, null, cancelled));
        all.AddRange(Sessions(history));
        all.AddRange(Gatherings(history));
        return all;
    }

    private static IEnumerable<Milestone> Sessions(CohortHistory history)
    {
        var held = history.All<SessionAttended>();
        var circles = history.All<CircleComposed>().Select(e => e.Data.CircleId).Distinct().ToList();
        foreach (var session in history.All<SessionScheduled>().OrderBy(s => s.Data.StartsAt).ThenBy(s => s.Seq))
        {
            yield return Of(FormattableString.Invariant($"Session of circle {circles.IndexOf(session.Data.CircleId) + 1}"), Day(session.Data.StartsAt),
                session.Seq, [.. held.Where(h => h.Data.SessionId == session.Data.SessionId)]);
        }
    }

    private static IEnumerable<Milestone> Gatherings(CohortHistory history)
    {
        var (moved, held, cancelled) = (history.All<GatheringRescheduled>(), history.All<GatheringAttended>(), history.All<GatheringCancelled>());
        foreach (var gathering in history.All<GatheringPlanned>())
        {
            var id = gathering.Data.GatheringId;
            var last = moved.LastOrDefault(m => m.Data.GatheringId == id);
            var off = cancelled.Where(c => c.Data.GatheringId == id).ToList();
            var name = $"Gathering: {NameOf(gathering.Data.Kind)}{(off.Count > 0 ? " (cancelled)" : "")}";
            var planned = Of(name, Day(last?.Data.StartsAt ?? gathering.Data.StartsAt), last?.Seq ?? gathering.Seq,
                held.Where(h => off.Count == 0 && h.Data.GatheringId == id).ToList());
            yield return planned with { Events = [.. planned.Events, .. off.Take(1).Select(c => c.Seq)] };
        }
    }

    private static string NameOf(GatheringKind kind) => kind switch
    {
        GatheringKind.KickOff => "kick-off",
        GatheringKind.MidTerm => "mid-term meeting",
        GatheringKind.Closing => "closing",
        GatheringKind.Training => "training",
        GatheringKind.Lecture => "lecture",
        _ => "networking",
    };

    private static Milestone Of<T>(string what, string? planned, long? plannedBy, IReadOnlyList<Logged<T>> happened) =>
        new(what, planned, happened.Count == 0 ? null : Day(happened[0].At),
            [.. new[] { plannedBy, happened.Count == 0 ? null : happened[0].Seq }.OfType<long>()]);

    private static string Day(DateTimeOffset at) => Day(DateOnly.FromDateTime(at.UtcDateTime));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
