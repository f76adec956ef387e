using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Events;

/// <summary>A series as it stands.</summary>
public record SeriesView(Guid Id, int Version, string Key, string Title, GatheringKind Kind) : IVersioned
{
    public static SeriesView Of(Series s, SeriesText text) => new(s.Id, s.Version, s.Key, text.Title, s.Kind);
}

public static class SeriesOfProgrammeEndpoint
{
    /// <summary>One series.</summary>
    [WolverineGet("/api/series/{seriesId}"), Authorize(Policies.Anyone)]
    public static async Task<SeriesView> Get(Guid seriesId, IQuerySession session, CancellationToken cancel) => SeriesView.Of(
        Missing.Unless(await session.LoadAsync<Series>(seriesId, cancel), "series"),
        Missing.Unless(await session.LoadAsync<SeriesText>(seriesId, cancel), "series"));

    /// <summary>Series, oldest first.</summary>
    [WolverineGet("/api/series"), Authorize(Policies.Anyone)]
    public static async Task<Page<SeriesView>> List(IQuerySession session, [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var found = await session.Query<Series>().Where(s => s.Id > from).OrderBy(s => s.Id).Take(most + 1).ToListAsync(cancel);
        var texts = (await session.LoadManyAsync<SeriesText>(cancel, found.Select(s => s.Id))).ToDictionary(t => t.Id);
        return Paging.Of([.. found.Select(s => SeriesView.Of(s, texts[s.Id]))], most, s => s.Id);
    }
}
