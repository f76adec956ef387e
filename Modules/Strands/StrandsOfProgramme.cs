using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>A strand as it stands, with the policy in force today (null before the first) and the strand that it was copied from, if it was.</summary>
public record StrandView(Guid Id, int Version, string Key, string Name, StrandFormat Format, bool IsRetired, PolicyVersion? Policy,
    IReadOnlyList<Partnership> Partners, Guid? CopiedFrom) : IVersioned
{
    public static StrandView Of(Strand s, DateOnly today) =>
        new(s.Id, s.Version, s.Key, s.Name, s.Format, s.IsRetired, s.PolicyOn(today), s.Partners, s.CopiedFrom);
}

public static class StrandsOfProgrammeEndpoint
{
    /// <summary>One strand with its partners and the policy in force today.</summary>
    [WolverineGet("/api/strands/{strandId}"), Authorize(Policies.Anyone)]
    public static async Task<StrandView> Get(Guid strandId, IQuerySession session, TimeProvider clock, CancellationToken cancel) =>
        StrandView.Of(Missing.Unless(await session.LoadAsync<Strand>(strandId, cancel), "strand"), Today(clock));

    /// <summary>Strands, oldest first; by key when asked.</summary>
    [WolverineGet("/api/strands"), Authorize(Policies.Anyone)]
    public static async Task<Page<StrandView>> List(IQuerySession session, TimeProvider clock, [FromQuery] string? key, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var query = session.Query<Strand>().Where(s => s.Id > from);
        if (key is not null) query = query.Where(s => s.Key == key);
        var found = await query.OrderBy(s => s.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(s => StrandView.Of(s, Today(clock)))], most, s => s.Id);
    }

    private static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
}

/// <summary>The resolution that set a policy: whose, when, and at which meeting if it was passed at one.</summary>
public record PolicyResolution(Guid CommitteeId, string Number, DateOnly On, string Subject, Guid? MeetingId);

/// <summary>
/// One version of a strand's policy, with what was noted on its fields when it was adopted, its declarations in words, and the resolution
/// that set it, where a committee here passed one with its number that names the strand.
/// </summary>
public record PolicyView(int Number, DateOnly EffectiveFrom, StrandPolicy Policy, string? ResolutionNumber, IReadOnlyDictionary<string, string> Notes,
    IReadOnlyDictionary<string, DeclarationWords> DeclarationWords, PolicyResolution? SetBy)
{
    internal static PolicyView Of(Guid strandId, PolicyVersion p, PolicyNotes notes, IReadOnlyList<Committee> committees) =>
        new(p.Number, p.EffectiveFrom, p.Policy, p.ResolutionNumber, notes.Notes, notes.Declarations, committees
            .SelectMany(c => c.Resolutions.Where(r => r.StrandId == strandId && r.Number == p.ResolutionNumber)
                .Select(r => new PolicyResolution(c.Id, r.Number, r.On, r.Subject, r.MeetingId))).FirstOrDefault());
}

public static class PoliciesOfStrandEndpoint
{
    /// <summary>
    /// The history of a strand's policy, in the order of adoption: each version, from when, by which resolution, and the notes that say
    /// why a field is as it is, such as that a number is assumed.
    /// </summary>
    [WolverineGet("/api/strands/{strandId}/policies"), Authorize(Policies.Anyone)]
    public static async Task<Page<PolicyView>> List(Guid strandId, IQuerySession session, [FromQuery] int? after, [FromQuery] int? limit,
        CancellationToken cancel)
    {
        var most = Paging.Limit(limit);
        var strand = Missing.Unless(await session.LoadAsync<Strand>(strandId, cancel), "strand");
        var versions = strand.Policies.Where(p => p.Number > (after ?? 0)).Take(most + 1).ToList();
        var notes = (await session.LoadManyAsync<PolicyNotes>(cancel, [.. versions.Select(p => PolicyNotes.IdOf(strandId, p.Number))])).ToDictionary(n => n.Id);
        var committees = versions.Any(p => p.ResolutionNumber is not null) ? await session.DecidingCommitteesAsync(cancel) : [];
        return Paging.Of([.. versions.Select(p =>
            PolicyView.Of(strandId, p, notes.GetValueOrDefault(PolicyNotes.IdOf(strandId, p.Number)) ?? new(), committees))],
            most, p => p.Number);
    }
}
