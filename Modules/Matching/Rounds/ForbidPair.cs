using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Rounds;

/// <summary>
/// The mentee's person, the mentor, and why; <c>SeenRegret</c> is the loss that staff were shown for it: that of the first alternative
/// in the explanation of a pair that stands, else 0. What has changed since is refused.
/// </summary>
public record ForbidPair(Guid MenteeId, Guid MentorId, PairReason Reason, string? SeenRegret = null);

/// <summary>
/// Forbid a pair: no plan of the round from now on has it. What was computed or approved before is outdated.
/// Refused with <c>round-published</c>, <c>already-forbidden</c>, <c>pin-forbidden</c>, <c>too-many-decided</c>,
/// <c>not-computed</c>, <c>regret-changed</c>.
/// </summary>
public static class ForbidPairEndpoint
{
    public static void Validate(ForbidPair command) => Shape.Of(SeenRegret.Check(command.SeenRegret));

    [WolverinePost("/api/matching-rounds/{roundId}/forbid"), Authorize(Policies.Staff)]
    public static async Task<(Done, PairForbidden)> Post(ForbidPair command,
        [WriteModel("roundId", LoadStyle = ModelConcurrencyStyle.Exclusive)] MatchingRound round, IDocumentSession session, CancellationToken cancel)
    {
        await SeenRegret.MustBeOfRoundAsync(session, round, command.MenteeId, command.MentorId, cancel);
        var decided = Decide(round, command);
        if (command.SeenRegret is { } seen)
            SeenRegret.Decide(seen, await SeenRegret.OfForbidAsync(session, round, command.MenteeId, command.MentorId, cancel));
        return (new(round.Id), decided);
    }

    public static PairForbidden Decide(MatchingRound round, ForbidPair command)
    {
        Refused.When(round.Status == RoundStatus.Published, "round-published", "The pairs of this round are published.");
        Refused.When(round.Forbids.Any(p => p.Is(command.MenteeId, command.MentorId)), "already-forbidden", "This pair is forbidden already.");
        Refused.When(round.Pins.Any(p => p.Is(command.MenteeId, command.MentorId)), "pin-forbidden", "This pair is pinned in this round.");
        SeenRegret.MustLeaveRoom(round);
        return new(round.Id, command.MenteeId, command.MentorId, command.Reason, command.SeenRegret);
    }
}
