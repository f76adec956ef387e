using Advance.Contracts;
using Marten;

namespace Advance.Strands;

/// <summary>Where a rule asks for a resolution: the committees that decide. The advisory board advises, it does not resolve.</summary>
public static class Resolutions
{
    public static async Task<IReadOnlyList<Committee>> DecidingCommitteesAsync(this IQuerySession session, CancellationToken cancel) =>
        [.. (await session.Query<Committee>().ToListAsync(cancel)).Where(c => c.Kind is not CommitteeKind.AdvisoryBoard)];

    public static bool NameStrand(this IReadOnlyList<Committee> committees, string? number, Guid strandId) => committees.OnStrand(number, strandId) > 0;

    /// <summary>How many resolutions with this number name the strand: a number is its committee's own, so two committees may have one each.</summary>
    public static int OnStrand(this IReadOnlyList<Committee> committees, string? number, Guid strandId) =>
        committees.Sum(c => c.Resolutions.Count(r => r.Number == number && r.StrandId == strandId));

    /// <summary>How many resolutions with this number name the cohort.</summary>
    public static int OnCohort(this IReadOnlyList<Committee> committees, string? number, Guid cohortId) =>
        committees.Sum(c => c.Resolutions.Count(r => r.Number == number && r.CohortId == cohortId));

    /// <summary>A steering committee is constituted while somebody has a mandate in it.</summary>
    public static bool HaveSteeringOn(this IReadOnlyList<Committee> committees, DateOnly day) =>
        committees.Any(c => c.Kind is CommitteeKind.Steering && c.Mandates.Any(m => m.HoldsOn(day)));
}
