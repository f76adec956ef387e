using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>A committee with its mandates, past and present, its resolutions, its rules, and the opinions it gave as advisory board.</summary>
public record CommitteeView(Guid Id, int Version, string Key, string Name, CommitteeKind Kind, IReadOnlyList<Mandate> Mandates,
    IReadOnlyList<Resolution> Resolutions, IReadOnlyList<CommitteeRules> Rules, IReadOnlyList<Opinion> Opinions) : IVersioned
{
    public static CommitteeView Of(Committee c) => new(c.Id, c.Version, c.Key, c.Name, c.Kind, c.Mandates, c.Resolutions,
        c.Rules, c.Opinions);
}

public static class CommitteesOfProgrammeEndpoint
{
    /// <summary>One committee.</summary>
    [WolverineGet("/api/committees/{committeeId}"), Authorize(Policies.Programme)]
    public static async Task<CommitteeView> Get(Guid committeeId, IQuerySession session, CancellationToken cancel) =>
        CommitteeView.Of(Missing.Unless(await session.LoadAsync<Committee>(committeeId, cancel), "committee"));

    /// <summary>Committees, oldest first; by key when asked.</summary>
    [WolverineGet("/api/committees"), Authorize(Policies.Programme)]
    public static async Task<Page<CommitteeView>> List(IQuerySession session, [FromQuery] string? key, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var query = session.Query<Committee>().Where(c => c.Id > from);
        if (key is not null) query = query.Where(c => c.Key == key);
        var found = await query.OrderBy(c => c.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(CommitteeView.Of)], most, c => c.Id);
    }
}
