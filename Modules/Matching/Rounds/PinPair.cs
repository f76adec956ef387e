using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Rounds;

/// <summary>
/// The mentee's person, the mentor, and why; <c>SeenRegret</c> is the loss that staff were shown for it, as the explanation of the pair
/// has it (<c>ifHad.loss</c>): what has changed since is refused.
/// </summary>
public record PinPair(Guid MenteeId, Guid MentorId, PairReason Reason, string? SeenRegret = null);

/// <summary>
/// Pin a pair: every plan of the round from now on has it, if its rules allow. What was computed or approved before is outdated.
/// Refused with <c>round-published</c>, <c>already-pinned</c>, <c>contradictory-pins</c>, <c>pin-forbidden</c>,
/// <c>too-many-decided</c>, <c>not-computed</c>, <c>regret-changed</c>.
/// </summary>
public static class PinPairEndpoint
{
    public static void Validate(PinPair command) => Shape.Of(SeenRegret.Check(command.SeenRegret));

    [WolverinePost("/api/matching-rounds/{roundId}/pin"), Authorize(Policies.Staff)]
    public static async Task<(Done, PairPinned)> Post(PinPair command,
        [WriteModel("roundId", LoadStyle = ModelConcurrencyStyle.Exclusive)] MatchingRound round, IDocumentSession session, CancellationToken cancel)
    {
        await SeenRegret.MustBeOfRoundAsync(session, round, command.MenteeId, command.MentorId, cancel);
        var decided = Decide(round, command);
        if (command.SeenRegret is { } seen)
            SeenRegret.Decide(seen, await SeenRegret.OfPinAsync(session, round, command.MenteeId, command.MentorId, cancel));
        return (new(round.Id), decided);
    }

    public static PairPinned Decide(MatchingRound round, PinPair command)
    {
        Refused.When(round.Status == RoundStatus.Published, "round-published", "The pairs of this round are published.");
        Refused.When(round.Pins.Any(p => p.Is(command.MenteeId, command.MentorId)), "already-pinned", "This pair is pinned already.");
        Refused.When(round.Pins.Any(p => p.MenteeId == command.MenteeId), "contradictory-pins", "This mentee is pinned to another mentor.");
        Refused.When(round.Forbids.Any(p => p.Is(command.MenteeId, command.MentorId)), "pin-forbidden", "This pair is forbidden in this round.");
        SeenRegret.MustLeaveRoom(round);
        return new(round.Id, command.MenteeId, command.MentorId, command.Reason, command.SeenRegret);
    }
}
