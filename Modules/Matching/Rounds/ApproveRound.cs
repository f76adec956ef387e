using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Rounds;

/// <summary>The hash of the proposal that was read.</summary>
public record ApproveRound(string ProposalHash);

/// <summary>
/// Approve the proposal as last computed; its hash says which one was read.
/// Refused with <c>round-published</c>, <c>not-computed</c>, <c>proposal-changed</c>, <c>already-approved</c>.
/// </summary>
public static class ApproveRoundEndpoint
{
    public static void Validate(ApproveRound command) => Shape.Of(
        (command.ProposalHash is not { Length: 64 }, "proposalHash", "A proposal's hash is a SHA-256 in lower-case hex."));

    [WolverinePost("/api/matching-rounds/{roundId}/approve"), Authorize(Policies.Staff)]
    public static (Done, ProposalApproved) Post(ApproveRound command,
        [WriteModel("roundId", LoadStyle = ModelConcurrencyStyle.Exclusive)] MatchingRound round) => (new(round.Id), Decide(round, command));

    public static ProposalApproved Decide(MatchingRound round, ApproveRound command)
    {
        Refused.When(round.Status == RoundStatus.Published, "round-published", "The pairs of this round are published.");
        Refused.When(round.ProposalHash is null, "not-computed", "No plan of this round is computed over what is decided now.");
        Refused.When(round.ProposalHash != command.ProposalHash, "proposal-changed", "Another proposal was computed since; read it first.");
        Refused.When(round.Status == RoundStatus.Approved, "already-approved", "This proposal is approved already.");
        return new(round.Id, round.CohortId, command.ProposalHash);
    }
}
