using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;
using Appended = Wolverine.Marten.Events;

namespace Advance.Matching.Rounds;

/// <summary>
/// Compute the plan again from the record that was kept of it, and compare to the byte; the proof is checked on the way. As often as
/// wanted; the first time is recorded. Refused with <c>not-computed</c>, <c>record-differs</c>.
/// </summary>
public static class VerifyRoundEndpoint
{
    [WolverinePost("/api/matching-rounds/{roundId}/verify"), Authorize(Policies.Committee)]
    public static async Task<(Done, Appended)> Post([WriteModel("roundId", LoadStyle = ModelConcurrencyStyle.Exclusive)] MatchingRound round,
        IDocumentSession session, CancellationToken cancel)
    {
        var hash = ProposalOfRoundEndpoint.Decide(round);
        var record = Missing.Unless(await session.LoadAsync<ComputedRound>(hash, cancel), "computed plan");
        return (new(round.Id), [.. Decide(round, record, Computation.From(record.Inputs))]);
    }

    public static IReadOnlyList<object> Decide(MatchingRound round, ComputedRound record, Computation again)
    {
        var same = again.InputHash == round.InputHash && again.ProposalHash == round.ProposalHash && again.ProposalText == record.Proposal;
        Refused.When(!same, "record-differs", "What is computed from the record now is not the plan that was recorded.");
        return round.IsVerified ? [] : [new ProposalVerified(round.Id, round.CohortId, again.ProposalHash)];
    }
}
