using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Rounds;

public record LiftPair(Guid MenteeId, Guid MentorId);

/// <summary>Take back what was pinned or forbidden about a pair. Refused with <c>round-published</c>, <c>pair-not-decided</c>.</summary>
public static class LiftPairEndpoint
{
    [WolverinePost("/api/matching-rounds/{roundId}/lift"), Authorize(Policies.Staff)]
    public static (Done, PairLifted) Post(LiftPair command,
        [WriteModel("roundId", LoadStyle = ModelConcurrencyStyle.Exclusive)] MatchingRound round) =>
        (new(round.Id), Decide(round, command));

    public static PairLifted Decide(MatchingRound round, LiftPair command)
    {
        Refused.When(round.Status == RoundStatus.Published, "round-published", "The pairs of this round are published.");
        Refused.When(!round.Pins.Concat(round.Forbids).Any(p => p.Is(command.MenteeId, command.MentorId)), "pair-not-decided",
            "This pair is neither pinned nor forbidden.");
        return new(round.Id, command.MenteeId, command.MentorId);
    }
}
