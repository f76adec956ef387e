using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>An institution.</summary>
public record InstitutionView(Guid Id, int Version, string Key, string Name, bool IsOwner) : IVersioned
{
    public static InstitutionView Of(Institution i) => new(i.Id, i.Version, i.Key, i.Name, i.IsOwner);
}

public static class InstitutionsOfProgrammeEndpoint
{
    /// <summary>One institution.</summary>
    [WolverineGet("/api/institutions/{institutionId}"), Authorize(Policies.Anyone)]
    public static async Task<InstitutionView> Get(Guid institutionId, IQuerySession session, CancellationToken cancel) =>
        InstitutionView.Of(Missing.Unless(await session.LoadAsync<Institution>(institutionId, cancel), "institution"));

    /// <summary>Institutions, oldest first; by key when asked.</summary>
    [WolverineGet("/api/institutions"), Authorize(Policies.Anyone)]
    public static async Task<Page<InstitutionView>> List(IQuerySession session, [FromQuery] string? key, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var query = session.Query<Institution>().Where(i => i.Id > from);
        if (key is not null) query = query.Where(i => i.Key == key);
        var found = await query.OrderBy(i => i.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(InstitutionView.Of)], most, i => i.Id);
    }
}
