using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Matching.Sealed;

/// <summary>A box, to be opened by the ombudsperson with <c>ombudsperson open</c>; the month in which it came.</summary>
public record SealedReasonView(Guid Id, DateOnly Month, string Box);

public static class SealedReasonsEndpoint
{
    /// <summary>The boxes as they are, in no order that means anything; staff hand them to the ombudsperson and cannot read them.</summary>
    [WolverineGet("/api/sealed-reasons"), Authorize(Policies.Staff)]
    public static async Task<Page<SealedReasonView>> List(IQuerySession session, [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var found = await session.Query<SealedReason>().Where(r => r.Id > from).OrderBy(r => r.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(r => new SealedReasonView(r.Id, r.Month, r.Box))], most, r => r.Id);
    }
}

/// <summary>Destroy a box, once the ombudsperson has it or its time is over. Nothing remains of it.</summary>
public static class DestroyReasonEndpoint
{
    [WolverinePost("/api/sealed-reasons/{reasonId}/destroy"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid reasonId, IDocumentSession session, CancellationToken cancel)
    {
        session.Delete(Missing.Unless(await session.LoadAsync<SealedReason>(reasonId, cancel), "sealed reason"));
        return new(reasonId);
    }
}
