using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>The draws of a cohort; the seed of one that is only committed to is not shown.</summary>
public record LotteryView(Guid CohortId, int Version, IReadOnlyList<Draw> Draws) : IVersioned;

public static class LotteryOfCohortEndpoint
{
    /// <summary>
    /// The lotteries of a cohort, to be computed again by anybody: with LF for a line feed, an id as in JSON and lower-case hex,
    /// commitment = SHA-256("advance.lottery.commitment.1" LF cohort LF number LF seed), the lot of an application =
    /// SHA-256("advance.lottery.lot.1" LF seed LF application), order = those with priority first, then the smaller lot first.
    /// </summary>
    [WolverineGet("/api/cohorts/{cohortId}/lottery"), Authorize(Policies.Auditor)]
    public static async Task<LotteryView> Get(Guid cohortId, IQuerySession session, CancellationToken cancel)
    {
        await Desk.CallOfAsync(session, cohortId, cancel);
        var lottery = await session.LoadAsync<Lottery>(Lottery.IdOf(cohortId), cancel) ?? new();
        return new(cohortId, lottery.Version, lottery.Draws);
    }
}
