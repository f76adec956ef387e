using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>The turns of a person in a strand: each priority with the cohort that gave it, why, and how it stands.</summary>
public record FairTurnView(Guid Id, int Version, Guid PersonId, Guid StrandId, bool HasPriority, IReadOnlyList<Priority> Priorities) : IVersioned
{
    public static FairTurnView Of(FairTurn t) => new(t.Id, t.Version, t.PersonId, t.StrandId, t.HasPriority, t.Priorities);
}

public static class FairTurnsOfStrandEndpoint
{
    /// <summary>The ledger of fair turns of a strand: who was turned down for want of places, and has or had priority for it.</summary>
    [WolverineGet("/api/strands/{strandId}/fair-turns"), Authorize(Policies.Committee)]
    public static async Task<Page<FairTurnView>> List(Guid strandId, IQuerySession session, [FromQuery] string? after, [FromQuery] int? limit,
        CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        Missing.Unless(await session.Events.FetchStreamStateAsync(strandId, cancel), "strand");
        var found = await session.Query<FairTurn>().Where(t => t.StrandId == strandId && t.Id > from).OrderBy(t => t.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(FairTurnView.Of)], most, t => t.Id);
    }
}
