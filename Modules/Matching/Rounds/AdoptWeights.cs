using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Matching.Rounds;

/// <summary>Weights of the criteria, 0 to 100 each and not all 0.</summary>
public record AdoptWeights(Weights Weights);

/// <summary>
/// Adopt other weights for a round that is open: a new version of them, and what was computed or approved before is outdated.
/// Refused with <c>round-published</c>, <c>weights-unchanged</c>, <c>too-many-weights</c>.
/// </summary>
public static class AdoptWeightsEndpoint
{
    /// <summary>Versions of the weights in one round: who changes them more often is fitting them to a plan.</summary>
    public const int MostVersions = 20;

    public static void Validate(AdoptWeights command) => Shape.Of(
        (command.Weights is not { IsValid: true }, "weights", "Weights are 0 to 100, and not all 0."));

    [WolverinePost("/api/matching-rounds/{roundId}/adopt-weights"), Authorize(Policies.Staff)]
    public static (Done, WeightsAdopted) Post(AdoptWeights command,
        [WriteModel("roundId", LoadStyle = ModelConcurrencyStyle.Exclusive)] MatchingRound round) => (new(round.Id), Decide(round, command));

    public static WeightsAdopted Decide(MatchingRound round, AdoptWeights command)
    {
        Refused.When(round.Status == RoundStatus.Published, "round-published", "The pairs of this round are published.");
        Refused.When(round.Weights == command.Weights, "weights-unchanged", "These are the weights of this round already.");
        Refused.When(round.WeightsVersion >= MostVersions, "too-many-weights", $"The weights of a round change at most {MostVersions} times.");
        return new(round.Id, round.WeightsVersion + 1, command.Weights);
    }
}
