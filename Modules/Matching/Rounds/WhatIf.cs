using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

/// <summary>A mentor with another number of places; 0 takes the mentor out.</summary>
public record OtherPlaces(Guid MentorId, int Places);

/// <summary>A mentor who is not there: of an institution (none for an external one), with places, topics and languages.</summary>
public record ImaginedMentor(Guid? InstitutionId, int Places, IReadOnlyList<string>? Topics = null, IReadOnlyList<string>? Languages = null);

/// <summary>
/// What to change in thought: further pins and forbids, without some rules, other places of some mentors, at most so many for each
/// (<c>Cap</c>), other weights, without the mentors of some institutions, with those that some institutions enrolled since the freeze,
/// and with mentors who are only imagined (a partner's who is not in yet).
/// </summary>
public record WhatIf(IReadOnlyList<FrozenPair>? Pins = null, IReadOnlyList<FrozenPair>? Forbids = null, IReadOnlyList<string>? WithoutRules = null,
    IReadOnlyList<OtherPlaces>? Places = null, Weights? Weights = null, int? Cap = null, IReadOnlyList<Guid>? WithoutInstitutions = null,
    IReadOnlyList<Guid>? WithInstitutions = null, IReadOnlyList<ImaginedMentor>? WithMentors = null);

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
        (command.Cap is < 0 or > 50, "cap", "A mentor has 0 to 50 places."),
        (command.WithMentors?.Count > 100, "withMentors", "At most 100 imagined mentors."),
        (command.WithMentors?.Any(m => m.Places is < 0 or > 50 || m.Topics?.Count > 30 || m.Languages?.Count > 20) == true, "withMentors",
            "An imagined mentor has 0 to 50 places, up to 30 topics and 20 languages."),
        (command.WithInstitutions?.Count > 20 || command.WithoutInstitutions?.Count > 20, "withInstitutions", "At most 20 institutions."),
        (command.Weights is { IsValid: false }, "weights", "Weights are 0 to 100, and not all 0."));

    [WolverinePost("/api/matching-rounds/{roundId}/what-if"), Authorize(Policies.Committee)]
    public static async Task<WhatIfView> Post(Guid roundId, WhatIf command, IQuerySession session, CancellationToken cancel)
    {
        var (_, computed) = await ProposalOfRoundEndpoint.LoadAsync(roundId, session, cancel);
        var round = Canonical.Read<FrozenRound>(computed.Inputs);
        if (command.WithInstitutions is { Count: > 0 } partners) round = await PoolOfCohort.WithMentorsOfAsync(session, round, [.. partners], cancel);
        return Answer(round, Canonical.Read<Proposal>(computed.Proposal), command);
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
            Mentors = [.. round.Mentors.Select(m => m with { Free = PlacesOf(m, command, places) }), .. (command.WithMentors ?? []).Select(Imagined)],
            Weights = command.Weights ?? round.Weights,
            Institutions = round.Institutions is null ? null : [.. round.Institutions, .. command.WithInstitutions ?? [],
                .. (command.WithMentors ?? []).Select(m => m.InstitutionId).OfType<Guid>()],
        };
    }

    private static int PlacesOf(FrozenMentor mentor, WhatIf command, Dictionary<Guid, int> places)
    {
        if (mentor.InstitutionId is { } institution && command.WithoutInstitutions?.Contains(institution) == true) return 0;
        return Math.Min(places.GetValueOrDefault(mentor.MentorId, mentor.Free), command.Cap ?? int.MaxValue);
    }

    /// <summary>Ids that nobody has, the same for the same question.</summary>
    private static FrozenMentor Imagined(ImaginedMentor mentor, int number)
    {
        var person = Ids.Of($"imagined:{number}", mentor.InstitutionId ?? Guid.Empty);
        return new(Mentors.Mentor.IdOf(person), person, mentor.InstitutionId, mentor.InstitutionId is null, false, mentor.Places, 0,
            Mentors.EnrolMentorEndpoint.Tidy(mentor.Topics), Mentors.EnrolMentorEndpoint.Tidy(mentor.Languages));
    }

    private static Guid? Of(Dictionary<Guid, Guid> pairs, Guid menteeId) => pairs.TryGetValue(menteeId, out var mentor) ? mentor : null;
}
