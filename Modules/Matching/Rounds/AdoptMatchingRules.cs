using Advance.Contracts;
using Advance.Matching.Mentorships;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

/// <summary>
/// Weights of the criteria; rules set aside (of <c>co-authorship</c>, <c>earlier-pairing</c>, <c>no-common-language</c>); whether the two
/// meet before they sign; days each side has to answer; days of a mentorship, counted from its beginning, on which the two are asked how
/// it goes (30, 90 and 150 unless told). <c>WithoutRequests</c>: mentees do not ask for mentors themselves.
/// </summary>
public record AdoptMatchingRules(Weights? Weights = null, IReadOnlyList<string>? WithoutRules = null, bool IntroductoryMeeting = false,
    int DaysToAnswer = 14, IReadOnlyList<int>? CheckInDays = null, bool WithoutRequests = false);

/// <summary>
/// Adopt rules of matching for a strand; rounds opened from now on follow them, open ones keep theirs. Refused with
/// <c>strand-unknown</c>, <c>not-one-on-one</c>, <c>matching-rules-unchanged</c>.
/// </summary>
public static class AdoptMatchingRulesEndpoint
{
    public static void Validate(AdoptMatchingRules command) => Shape.Of(
        (command.Weights is { IsValid: false }, "weights", "Weights are 0 to 100, and not all 0."),
        (command.WithoutRules?.Except(Rule.OfStrand).Any() == true, "withoutRules", $"A strand may set aside {string.Join(", ", Rule.OfStrand)}."),
        (command.DaysToAnswer is < 1 or > 60, "daysToAnswer", "Each side has 1 to 60 days to answer."),
        (command.CheckInDays?.Count > 12 || command.CheckInDays?.Any(d => d is < 1 or > 1000) == true, "checkInDays", "Up to 12 days, each 1 to 1000."));

    [WolverinePost("/api/strands/{strandId}/adopt-matching-rules"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid strandId, AdoptMatchingRules command, IDocumentSession session, CancellationToken cancel)
    {
        var strand = await session.Events.FetchLatest<KnownStrand>(strandId, cancel);
        var id = MatchingRules.IdOf(strandId);
        await session.HoldAsync(id, cancel);
        var rules = await session.LoadAsync<MatchingRules>(id, cancel);
        var adopted = Decide(strand, rules, strandId, command);
        if (rules is null) session.Events.StartStream<MatchingRules>(id, adopted);
        else session.Events.Append(id, adopted);
        return new(strandId);
    }

    public static MatchingRulesAdopted Decide(KnownStrand? strand, MatchingRules? rules, Guid strandId, AdoptMatchingRules command)
    {
        Refused.When(strand?.Format is null, "strand-unknown", "There is no strand with this id.");
        Refused.When(strand!.Format != StrandFormat.OneOnOne, "not-one-on-one", "Only a one-on-one strand is matched in pairs.");
        MatchingRulesAdopted adopted = new(strandId, (rules?.RulesVersion ?? 0) + 1, command.Weights ?? Weights.Default,
            [.. Rule.OfStrand.Where(r => command.WithoutRules?.Contains(r) == true)], command.IntroductoryMeeting, command.DaysToAnswer,
            [.. (command.CheckInDays ?? AskHowItGoesHandler.UsualDays).Distinct().Order()], command.WithoutRequests);
        Refused.When(rules is not null && IsSame(rules, adopted), "matching-rules-unchanged", "These are the strand's rules already.");
        return adopted;
    }

    private static bool IsSame(MatchingRules rules, MatchingRulesAdopted adopted) => rules.Weights == adopted.Weights
        && rules.IntroductoryMeeting == adopted.IntroductoryMeeting && rules.WithoutRequests == adopted.WithoutRequests
        && rules.DaysToAnswer == adopted.DaysToAnswer
        && rules.WithoutRules.SequenceEqual(adopted.WithoutRules) && rules.CheckInDays.SequenceEqual(adopted.CheckInDays);
}
