using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Rounds;

/// <summary>The mentee's person, the mentor, and why.</summary>
public record ForbidPair(Guid MenteeId, Guid MentorId, PairReason Reason);

/// <summary>
/// Forbid a pair: no plan of the round from now on has it. What was computed or approved before is outdated.
/// Refused with <c>round-published</c>, <c>already-forbidden</c>, <c>pin-forbidden</c>.
/// </summary>
public static class ForbidPairEndpoint
{
    [WolverinePost("/api/matching-rounds/{roundId}/forbid"), Authorize(Policies.Staff)]
    public static (Done, PairForbidden) Post(ForbidPair command,
        [WriteModel("roundId", LoadStyle = ModelConcurrencyStyle.Exclusive)] MatchingRound round) =>
        (new(round.Id), Decide(round, command));

    public static PairForbidden Decide(MatchingRound round, ForbidPair command)
    {
        Refused.When(round.Status == RoundStatus.Published, "round-published", "The pairs of this round are published.");
        Refused.When(round.Forbids.Any(p => p.Is(command.MenteeId, command.MentorId)), "already-forbidden", "This pair is forbidden already.");
        Refused.When(round.Pins.Any(p => p.Is(command.MenteeId, command.MentorId)), "pin-forbidden", "This pair is pinned in this round.");
        return new(round.Id, command.MenteeId, command.MentorId, command.Reason);
    }
}
