using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

/// <summary>A mentor with another number of places; 0 takes the mentor out.</summary>
public record OtherPlaces(Guid MentorId, int Places);

/// <summary>What to change in thought: further pins and forbids, without some rules, other places, other weights.</summary>
public record WhatIf(IReadOnlyList<FrozenPair>? Pins = null, IReadOnlyList<FrozenPair>? Forbids = null, IReadOnlyList<string>? WithoutRules = null,
    IReadOnlyList<OtherPlaces>? Places = null, Weights? Weights = null);

/// <summary>The plan it would be, beside the plan that stands: differences in mentees placed and total score, and whose mentor would change.</summary>
public record WhatIfView(Proposal Proposal, int PlacedMore, long TotalMore, IReadOnlyList<MoveView> Moves);

/// <summary>
/// Compute a plan over the frozen inputs with something changed; nothing is kept of it. Refused with <c>not-computed</c>,
/// <c>rule-is-firm</c>, <c>unknown-mentee</c>, <c>unknown-mentor</c>, <c>pin-ineligible</c>, <c>pin-forbidden</c>, <c>contradictory-pins</c>.
/// </summary>
public static class WhatIfEndpoint
{
    public static void Validate(WhatIf command) => Shape.Of(
        (command.Pins?.Count > 500, "pins", "At most 500 pins."), (command.Forbids?.Count > 500, "forbids", "At most 500 forbids."),
        (command.WithoutRules?.Except(Rule.All).Any() == true, "withoutRules", $"Rules are {string.Join(", ", Rule.All)}."),
        (command.Places?.Any(p => p.Places is < 0 or > 50) == true, "places", "A mentor has 0 to 50 places."),
        (command.Weights is { IsValid: false }, "weights", "Weights are 0 to 100, and not all 0."));

    [WolverinePost("/api/matching-rounds/{roundId}/what-if"), Authorize(Policies.Committee)]
    public static async Task<WhatIfView> Post(Guid roundId, WhatIf command, IQuerySession session, CancellationToken cancel)
    {
        var (_, computed) = await ProposalOfRoundEndpoint.LoadAsync(roundId, session, cancel);
        return Answer(Canonical.Read<FrozenRound>(computed.Inputs), Canonical.Read<Proposal>(computed.Proposal), command);
    }

    public static WhatIfView Answer(FrozenRound round, Proposal stands, WhatIf command)
    {
        var it = Computation.Of(Changed(round, command)).Proposal;
        var before = stands.Pairs.ToDictionary(p => p.MenteeId, p => p.MentorId);
        var after = it.Pairs.ToDictionary(p => p.MenteeId, p => p.MentorId);
        var moves = round.Mentees.Select(m => new MoveView(m.PersonId, Of(before, m.PersonId), Of(after, m.PersonId)))
            .Where(m => m.FromMentorId != m.ToMentorId);
        return new(it, it.Placed - stands.Placed, it.TotalScore - stands.TotalScore, [.. moves]);
    }

    public static FrozenRound Changed(FrozenRound round, WhatIf command)
    {
        Refused.When(command.WithoutRules?.Intersect(Rule.Firm).Any() == true, "rule-is-firm", "Without this rule no plan would mean anything.");
        var places = (command.Places ?? []).ToDictionary(p => p.MentorId, p => p.Places);
        return round with
        {
            Pins = [.. round.Pins, .. command.Pins ?? []],
            Forbids = [.. round.Forbids, .. command.Forbids ?? []],
            Rules = [.. round.Rules.Except(command.WithoutRules ?? [])],
            Mentors = [.. round.Mentors.Select(m => places.TryGetValue(m.MentorId, out var free) ? m with { Free = free } : m)],
            Weights = command.Weights ?? round.Weights,
        };
    }

    private static Guid? Of(Dictionary<Guid, Guid> pairs, Guid menteeId) => pairs.TryGetValue(menteeId, out var mentor) ? mentor : null;
}
