using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Rounds;

/// <summary>The mentee's person, the mentor, and why.</summary>
public record PinPair(Guid MenteeId, Guid MentorId, PairReason Reason);

/// <summary>
/// Pin a pair: every plan of the round from now on has it, if its rules allow. What was computed or approved before is outdated.
/// Refused with <c>round-published</c>, <c>already-pinned</c>, <c>contradictory-pins</c>, <c>pin-forbidden</c>.
/// </summary>
public static class PinPairEndpoint
{
    [WolverinePost("/api/matching-rounds/{roundId}/pin"), Authorize(Policies.Staff)]
    public static (Done, PairPinned) Post(PinPair command,
        [WriteModel("roundId", LoadStyle = ModelConcurrencyStyle.Exclusive)] MatchingRound round) =>
        (new(round.Id), Decide(round, command));

    public static PairPinned Decide(MatchingRound round, PinPair command)
    {
        Refused.When(round.Status == RoundStatus.Published, "round-published", "The pairs of this round are published.");
        Refused.When(round.Pins.Any(p => p.Is(command.MenteeId, command.MentorId)), "already-pinned", "This pair is pinned already.");
        Refused.When(round.Pins.Any(p => p.MenteeId == command.MenteeId), "contradictory-pins", "This mentee is pinned to another mentor.");
        Refused.When(round.Forbids.Any(p => p.Is(command.MenteeId, command.MentorId)), "pin-forbidden", "This pair is forbidden in this round.");
        return new(round.Id, command.MenteeId, command.MentorId, command.Reason);
    }
}
