using Advance.Contracts;
using Marten;

namespace Advance.Strands;

/// <summary>Where a rule asks for a resolution: the committees that decide. The advisory board advises, it does not resolve.</summary>
public static class Resolutions
{
    public static async Task<IReadOnlyList<Committee>> DecidingCommitteesAsync(this IQuerySession session, CancellationToken cancel) =>
        [.. (await session.Query<Committee>().ToListAsync(cancel)).Where(c => c.Kind is not CommitteeKind.AdvisoryBoard)];

    public static bool NameStrand(this IReadOnlyList<Committee> committees, string? number, Guid strandId) =>
        committees.Any(c => c.Resolutions.Any(r => r.Number == number && r.StrandId == strandId));

    public static bool NameCohort(this IReadOnlyList<Committee> committees, string? number, Guid cohortId) =>
        committees.Any(c => c.Resolutions.Any(r => r.Number == number && r.CohortId == cohortId));

    /// <summary>A steering committee is constituted while somebody has a mandate in it.</summary>
    public static bool HaveSteeringOn(this IReadOnlyList<Committee> committees, DateOnly day) =>
        committees.Any(c => c.Kind is CommitteeKind.Steering && c.Mandates.Any(m => m.HoldsOn(day)));
}
