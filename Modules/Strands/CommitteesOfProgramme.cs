using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>
/// An opinion of the advisory board. <c>Permit</c> opens its words at <c>/api/case-texts</c> for the member of a committee who asked, for 15
/// minutes; null in a list, and for everybody else.
/// </summary>
public record OpinionView(Guid Id, DateOnly On, string Subject, Guid? CohortId, Guid? StrandId, Guid TextId, string? Permit);

/// <summary>A committee with its mandates, past and present, its resolutions, its rules, and the opinions it gave as advisory board.</summary>
public record CommitteeView(Guid Id, int Version, string Key, string Name, CommitteeKind Kind, IReadOnlyList<Mandate> Mandates,
    IReadOnlyList<Resolution> Resolutions, IReadOnlyList<CommitteeRules> Rules, IReadOnlyList<OpinionView> Opinions) : IVersioned
{
    public static CommitteeView Of(Committee c, Func<Opinion, string?> permit) => new(c.Id, c.Version, c.Key, c.Name, c.Kind, c.Mandates, c.Resolutions,
        c.Rules, [.. c.Opinions.Select(o => new OpinionView(o.Id, o.On, o.Subject, o.CohortId, o.StrandId, o.TextId, permit(o)))]);
}

public static class CommitteesOfProgrammeEndpoint
{
    /// <summary>One committee.</summary>
    [WolverineGet("/api/committees/{committeeId}"), Authorize(Policies.Programme)]
    public static async Task<CommitteeView> Get(Guid committeeId, ClaimsPrincipal user, IQuerySession session, ReadingPermits permits, TimeProvider clock,
        CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        var committee = Missing.Unless(await session.LoadAsync<Committee>(committeeId, cancel), "committee");
        IReadOnlyList<Guid> members = [.. committee.Mandates.Select(m => m.PersonId).Distinct()];
        return CommitteeView.Of(committee, opinion => caller.InRoles.Contains(Roles.Committee) && caller.PersonId is { } reader
            ? permits.Issue(new(reader, PermittedThing.Text, opinion.TextId, "advisory-opinion", Guid.Empty, members, false, clock.GetUtcNow())) : null);
    }

    /// <summary>Committees, oldest first; by key when asked.</summary>
    [WolverineGet("/api/committees"), Authorize(Policies.Programme)]
    public static async Task<Page<CommitteeView>> List(IQuerySession session, [FromQuery] string? key, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var query = session.Query<Committee>().Where(c => c.Id > from);
        if (key is not null) query = query.Where(c => c.Key == key);
        var found = await query.OrderBy(c => c.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(c => CommitteeView.Of(c, _ => null))], most, c => c.Id);
    }
}
