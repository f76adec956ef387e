using System.Security.Cryptography;
using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// Commit to the seed of a lottery: 256 random bits are drawn, kept, and only their commitment is published. Best done before the call
/// closes, and at the latest before a tie is named. A seed is for one draw; until it is drawn there is no other, so nobody can draw
/// seeds until one pleases. Refused with <c>cohort-over</c>, <c>call-not-published</c>, <c>lottery-already-committed</c>.
/// </summary>
public static class CommitLotteryEndpoint
{
    [WolverinePost("/api/cohorts/{cohortId}/commit-lottery"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid cohortId, IDocumentSession session, CancellationToken cancel)
    {
        var id = Lottery.IdOf(cohortId);
        await session.HoldAsync(id, cancel);
        var stream = await session.Events.FetchForWriting<Lottery>(id, cancel);
        var seed = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var committed = Decide(stream.Aggregate ?? new(), await Desk.CallOfAsync(session, cohortId, cancel), seed);
        session.Insert(new SeedOfLots { Id = SeedOfLots.IdOf(cohortId, committed.Number), Seed = seed });
        if (stream.Aggregate is null) session.Events.StartStream<Lottery>(id, committed);
        else stream.AppendOne(committed);
        return new(cohortId);
    }

    public static LotteryCommitted Decide(Lottery lottery, Call call, string seed)
    {
        call.MustNotBeOver();
        Refused.When(call.Status is CallStatus.Unpublished, "call-not-published", "Publish the call of this cohort first.");
        Refused.When(lottery.Open is not null, "lottery-already-committed", "A seed is committed to and not drawn yet.");
        var number = lottery.Draws.Count + 1;
        return new(call.Id, number, Lottery.Commitment(call.Id, number, seed));
    }
}
