using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Matching.Conflicts;

/// <summary>
/// A case: which rule the pair came to break, until when it is to be settled, and how it was (null while it is open). <c>IsEased</c>: by
/// what is known now the rule no longer excludes the pair, or the mentorship is over; the deadline matters no more.
/// </summary>
public record ConflictView(Guid Id, int Version, Guid MentorshipId, Guid CohortId, string Rule, DateTimeOffset SettleBy, bool IsOverdue,
    ConflictRemedy? Remedy, bool IsEased) : IVersioned
{
    public static ConflictView Of(Conflict c) => new(c.Id, c.Version, c.MentorshipId, c.CohortId, c.Rule, c.SettleBy, c.IsOverdue, c.Remedy, c.IsEased);
}

public static class ConflictsOfProgrammeEndpoint
{
    /// <summary>One conflict.</summary>
    [WolverineGet("/api/conflicts/{conflictId}"), Authorize(Policies.Staff)]
    public static async Task<ConflictView> Get(Guid conflictId, IQuerySession session, CancellationToken cancel) =>
        ConflictView.Of(Missing.Unless(await session.LoadAsync<Conflict>(conflictId, cancel), "conflict"));

    /// <summary>Conflicts that arose in mentorships, by id; of one cohort or the open ones only when asked.</summary>
    [WolverineGet("/api/conflicts"), Authorize(Policies.Staff)]
    public static async Task<Page<ConflictView>> List(IQuerySession session, [FromQuery] Guid? cohortId, [FromQuery] bool? open,
        [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var query = session.Query<Conflict>().Where(c => c.Id > from);
        if (cohortId is not null) query = query.Where(c => c.CohortId == cohortId);
        if (open == true) query = query.Where(c => c.Remedy == null);
        if (open == false) query = query.Where(c => c.Remedy != null);
        var found = await query.OrderBy(c => c.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(ConflictView.Of)], most, c => c.Id);
    }
}
