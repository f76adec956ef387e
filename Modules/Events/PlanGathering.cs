using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace Advance.Events;

/// <summary>
/// A gathering of one cohort or (without <c>CohortId</c>) for all; it has a place, an online link, or both. <c>Capacity</c> counts
/// the registered, walk-ins come on top.
/// </summary>
public record PlanGathering(GatheringKind Kind, string Title, DateTimeOffset StartsAt, DateTimeOffset EndsAt, int Capacity,
    Guid? CohortId = null, Guid? SeriesId = null, string? Place = null, string? Online = null);

/// <summary>
/// Plan a gathering; nobody can register yet. Title, place and link stand in a document, not in the event.
/// Refused with <c>cohort-unknown</c>, <c>cohort-over</c>, <c>series-unknown</c>, <c>series-of-another-kind</c>, <c>start-in-past</c>.
/// </summary>
public static class PlanGatheringEndpoint
{
    public static void Validate(PlanGathering command) => Shape.Of(
        (!Shape.IsLine(command.Title, 200), "title", "A title is one line of at most 200 characters."),
        (command.Place is not null && !Shape.IsLine(command.Place, 200), "place", "A place is one line of at most 200 characters."),
        (command.Place is null && command.Online is null, "place", "A gathering has a place, an online link, or both."),
        (command.Online is not null && !IsLink(command.Online), "online", "A link is an https address of at most 500 characters."),
        (command.Capacity is < 1 or > 5000, "capacity", "A gathering has 1 to 5000 seats."),
        (!IsSpan(command.StartsAt, command.EndsAt), "endsAt", "A gathering ends after its start, within 14 days."));

    [WolverinePost("/api/gatherings"), Authorize(Policies.Staff)]
    public static async Task<(Created, IStartStream)> Post(PlanGathering command, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        var cohort = command.CohortId is { } cohortId ? await session.Events.FetchLatest<CohortOfGatherings>(cohortId, cancel) : null;
        var series = command.SeriesId is { } seriesId ? await session.LoadAsync<Series>(seriesId, cancel) : null;
        var planned = Decide(command, Ids.New(), cohort, series, clock.GetUtcNow());
        session.Store(new GatheringText(planned.GatheringId, command.Title, command.Place, command.Online));
        return (new(planned.GatheringId), MartenOps.StartStream<Gathering>(planned.GatheringId, planned));
    }

    public static GatheringPlanned Decide(PlanGathering command, Guid id, CohortOfGatherings? cohort, Series? series, DateTimeOffset now)
    {
        Refused.When(command.CohortId is not null && cohort?.Id != command.CohortId, "cohort-unknown", "There is no cohort with this id.");
        Refused.When(cohort?.IsOver == true, "cohort-over", "This cohort is completed or cancelled.");
        Refused.When(command.SeriesId is not null && series is null, "series-unknown", "There is no series with this id.");
        Refused.When(series is not null && series.Kind != command.Kind, "series-of-another-kind", "The series holds gatherings of another kind.");
        Refused.When(command.StartsAt <= now, "start-in-past", "The gathering would start in the past.");
        return new(id, command.CohortId, command.SeriesId, command.Kind, command.StartsAt.ToUniversalTime(), command.EndsAt.ToUniversalTime(),
            command.Capacity);
    }

    internal static bool IsSpan(DateTimeOffset startsAt, DateTimeOffset endsAt) => endsAt > startsAt && endsAt - startsAt <= TimeSpan.FromDays(14);

    private static bool IsLink(string text) =>
        Shape.IsLine(text, 500) && Uri.TryCreate(text, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps;
}
