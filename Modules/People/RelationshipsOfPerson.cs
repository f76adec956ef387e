using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.People;

/// <summary>A relationship as disclosed.</summary>
public record RelationshipView(Guid Id, Guid PersonId, Guid OtherPersonId, RelationshipKind Kind, DateOnly From, DateOnly? Until)
{
    public static RelationshipView Of(Relationship r) => new(r.Id, r.PersonId, r.OtherPersonId, r.Kind, r.From, r.Until);
}

public static class RelationshipsOfPersonEndpoint
{
    /// <summary>What stands between a person and others, oldest first; for the person themselves and for staff.</summary>
    [WolverineGet("/api/people/{personId}/relationships"), Authorize(Policies.Anyone)]
    public static async Task<Page<RelationshipView>> List(Guid personId, ClaimsPrincipal user, IQuerySession session, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        Caller.Of(user).MustBe(personId);
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var found = await session.Query<Relationship>().Where(r => r.Id > from && (r.PersonId == personId || r.OtherPersonId == personId))
            .OrderBy(r => r.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(RelationshipView.Of)], most, r => r.Id);
    }
}
