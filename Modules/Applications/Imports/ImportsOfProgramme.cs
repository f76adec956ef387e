using System.Globalization;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>An import: how many rows made something, and what was taken back or left if it was undone.</summary>
public record ImportView(Guid Id, int Version, string Kind, Guid? CohortId, int Rows, bool IsUndone, int Undone, int Left) : IVersioned
{
    public static ImportView Of(ImportRun i) => new(i.Id, i.Version, i.Kind, i.CohortId, i.Rows, i.IsUndone, i.Undone, i.Left);
}

public static class ImportsOfProgrammeEndpoint
{
    /// <summary>The imports that made something, oldest first.</summary>
    [WolverineGet("/api/imports"), Authorize(Policies.Staff)]
    public static async Task<Page<ImportView>> List([FromQuery] string? after, [FromQuery] int? limit, IQuerySession session, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var found = await session.Query<ImportRun>().Where(i => i.Id > from).OrderBy(i => i.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(ImportView.Of)], most, i => i.Id);
    }

    /// <summary>One import.</summary>
    [WolverineGet("/api/imports/{importId}"), Authorize(Policies.Staff)]
    public static async Task<ImportView> Get(Guid importId, IQuerySession session, CancellationToken cancel) =>
        ImportView.Of(Missing.Unless(await session.LoadAsync<ImportRun>(importId, cancel), "import"));

    /// <summary>What the rows of an import made, in the order in which they were recorded.</summary>
    [WolverineGet("/api/imports/{importId}/rows"), Authorize(Policies.Staff)]
    public static async Task<Page<ImportedRow>> Rows(Guid importId, [FromQuery] int? after, [FromQuery] int? limit, IQuerySession session,
        CancellationToken cancel)
    {
        var most = Paging.Limit(limit);
        Missing.Unless(await session.LoadAsync<ImportRun>(importId, cancel), "import");
        var skip = Math.Max(0, after ?? 0);
        var rows = (await session.Events.FetchStreamAsync(importId, token: cancel)).Select(e => e.Data).OfType<RowsImported>()
            .SelectMany(e => e.Rows).Skip(skip).Take(most + 1).ToList();
        return Paging.Of(rows, most, _ => (skip + most).ToString(CultureInfo.InvariantCulture));
    }
}
