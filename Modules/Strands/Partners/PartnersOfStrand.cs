using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>An institution that takes part in a strand on the day that was asked about; <c>Until</c> is its last day, if it has one.</summary>
public record PartnerView(Guid InstitutionId, string Key, string Name, DateOnly From, DateOnly? Until);

public static class PartnersOfStrandEndpoint
{
    /// <summary>The partners that take part in a strand on a day, today unless told; the owner takes part always and is not listed.</summary>
    [WolverineGet("/api/strands/{strandId}/partners"), Authorize(Policies.Anyone)]
    public static async Task<Page<PartnerView>> List(Guid strandId, IQuerySession session, TimeProvider clock, [FromQuery] DateOnly? on,
        [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var day = on ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var strand = Missing.Unless(await session.LoadAsync<Strand>(strandId, cancel), "strand");
        var parts = strand.Partners.Where(p => p.HoldsOn(day) && p.InstitutionId.CompareTo(from) > 0).OrderBy(p => p.InstitutionId).Take(most + 1).ToList();
        var names = (await session.LoadManyAsync<Institution>(cancel, parts.Select(p => p.InstitutionId))).ToDictionary(i => i.Id);
        return Paging.Of([.. parts.Select(p => new PartnerView(p.InstitutionId, names[p.InstitutionId].Key, names[p.InstitutionId].Name, p.From, p.Until))],
            most, p => p.InstitutionId);
    }
}
