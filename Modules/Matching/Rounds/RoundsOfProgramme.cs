using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

/// <summary>
/// A round as it stands, under version <c>RulesVersion</c> of its strand's rules of matching (0: none were adopted); hashes and figures
/// are those of the proposal last computed, null while its inputs changed
/// since. <c>IsVerified</c> when that proposal was computed again from its record.
/// </summary>
public record RoundView(Guid Id, int Version, Guid CohortId, RoundStatus Status, string? SeedCommitment, int DaysToAnswer, int WeightsVersion,
    Weights Weights, IReadOnlyList<RoundPair> Pins, IReadOnlyList<RoundPair> Forbids, string? InputHash, string? ProposalHash, int Mentees,
    int Placed, long TotalScore, bool IsRematch, bool MayMove, bool IsVerified, int RulesVersion,
    IReadOnlyList<string> WithoutRules, bool IntroductoryMeeting) : IVersioned
{
    public static RoundView Of(MatchingRound r) => new(r.Id, r.Version, r.CohortId, r.Status, r.SeedCommitment, r.DaysToAnswer, r.WeightsVersion,
        r.Weights, r.Pins, r.Forbids, r.InputHash, r.ProposalHash, r.Mentees, r.Placed, r.TotalScore, r.IsRematch,
        r.MayMove, r.IsVerified, r.RulesVersion, r.WithoutRules, r.IntroductoryMeeting);
}

public static class RoundsOfProgrammeEndpoint
{
    /// <summary>One matching round.</summary>
    [WolverineGet("/api/matching-rounds/{roundId}"), Authorize(Policies.Auditor)]
    public static async Task<RoundView> Get(Guid roundId, IQuerySession session, CancellationToken cancel) =>
        RoundView.Of(Missing.Unless(await session.LoadAsync<MatchingRound>(roundId, cancel), "matching round"));

    /// <summary>Matching rounds, oldest first; of one cohort when asked.</summary>
    [WolverineGet("/api/matching-rounds"), Authorize(Policies.Auditor)]
    public static async Task<Page<RoundView>> List(IQuerySession session, [FromQuery] Guid? cohortId, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var query = session.Query<MatchingRound>().Where(r => r.Id > from);
        if (cohortId is not null) query = query.Where(r => r.CohortId == cohortId);
        var found = await query.OrderBy(r => r.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(RoundView.Of)], most, r => r.Id);
    }
}
