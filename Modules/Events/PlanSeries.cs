using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace Advance.Events;

public record PlanSeries(string Key, string Title, GatheringKind Kind);

/// <summary>Plan a series of gatherings of one kind. Refused with <c>key-taken</c>.</summary>
public static class PlanSeriesEndpoint
{
    public static void Validate(PlanSeries command) => Shape.Of(
        (!Shape.IsKey(command.Key), "key", "A key has 2 to 60 of a-z, 0-9, dot and hyphen."),
        (!Shape.IsLine(command.Title, 200), "title", "A title is one line of at most 200 characters."));

    [WolverinePost("/api/series"), Authorize(Policies.Staff)]
    public static async Task<(Created, IStartStream)> Post(PlanSeries command, IDocumentSession session, CancellationToken cancel)
    {
        var keyTaken = await session.Query<Series>().AnyAsync(s => s.Key == command.Key, cancel);
        var planned = Decide(command, Ids.New(), keyTaken);
        session.Store(new SeriesText(planned.SeriesId, command.Title));
        return (new(planned.SeriesId), MartenOps.StartStream<Series>(planned.SeriesId, planned));
    }

    public static SeriesPlanned Decide(PlanSeries command, Guid id, bool keyTaken)
    {
        Refused.When(keyTaken, "key-taken", "This key is taken.");
        return new(id, command.Key, command.Kind);
    }
}
