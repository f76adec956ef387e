using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>A cohort as it stands; a copied one with the template of its call.</summary>
public record CohortView(Guid Id, int Version, string Key, Guid StrandId, StrandFormat Format, CohortStatus Status, DateOnly StartsOn,
    DateOnly EndsOn, DateTimeOffset? Deadline, int? PolicyVersion, int? Places, StrandPolicy? Policy, IReadOnlyList<Guid> Institutions,
    string? CharterVersion, CallTemplate? Template) : IVersioned
{
    public static CohortView Of(Cohort c) => new(c.Id, c.Version, c.Key, c.StrandId, c.Format, c.Status, c.StartsOn, c.EndsOn, c.Deadline,
        c.PolicyVersion, c.Places, c.Policy, c.Institutions, c.CharterVersion, c.Template);
}

public static class CohortsOfProgrammeEndpoint
{
    /// <summary>One cohort: its state, dates and the policy it is judged by.</summary>
    [WolverineGet("/api/cohorts/{cohortId}"), Authorize(Policies.Anyone)]
    public static async Task<CohortView> Get(Guid cohortId, IQuerySession session, CancellationToken cancel) =>
        CohortView.Of(Missing.Unless(await session.LoadAsync<Cohort>(cohortId, cancel), "cohort"));

    /// <summary>Cohorts, oldest first; by strand or key when asked.</summary>
    [WolverineGet("/api/cohorts"), Authorize(Policies.Anyone)]
    public static async Task<Page<CohortView>> List(IQuerySession session, [FromQuery] Guid? strandId, [FromQuery] string? key,
        [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var query = session.Query<Cohort>().Where(c => c.Id > from);
        if (strandId is not null) query = query.Where(c => c.StrandId == strandId);
        if (key is not null) query = query.Where(c => c.Key == key);
        var found = await query.OrderBy(c => c.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(CohortView.Of)], most, c => c.Id);
    }
}
