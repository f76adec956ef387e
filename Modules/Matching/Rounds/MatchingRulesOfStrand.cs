using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

/// <summary>
/// How a strand matches: the version (0: nothing was adopted, these are the usual rules), the weights, the rules that count, the
/// criteria with the most points of each, what belongs to its offers, and whether its mentees may ask for mentors.
/// </summary>
public record MatchingRulesView(Guid StrandId, int RulesVersion, string Engine, Weights Weights, Weights MostPoints, IReadOnlyList<string> Rules,
    IReadOnlyList<string> WithoutRules, bool IntroductoryMeeting, int DaysToAnswer, IReadOnlyList<int> CheckInDays, bool WithoutRequests);

public static class MatchingRulesOfStrandEndpoint
{
    /// <summary>The rules of matching that a round of the strand would be opened under now.</summary>
    [WolverineGet("/api/strands/{strandId}/matching-rules"), Authorize(Policies.Programme)]
    public static async Task<MatchingRulesView> Get(Guid strandId, IDocumentSession session, CancellationToken cancel)
    {
        var strand = await session.Events.FetchLatest<KnownStrand>(strandId, cancel);
        Missing.Unless(strand?.Format is null ? null : strand, "strand");
        var rules = await session.LoadAsync<MatchingRules>(MatchingRules.IdOf(strandId), cancel)
            ?? new() { DaysToAnswer = 14, CheckInDays = Mentorships.AskHowItGoesHandler.UsualDays };
        return new(strandId, rules.RulesVersion, FrozenRound.TheEngine, rules.Weights, rules.Weights.InPoints(), [.. Rule.All.Except(rules.WithoutRules)],
            rules.WithoutRules, rules.IntroductoryMeeting, rules.DaysToAnswer, rules.CheckInDays,
            rules.WithoutRequests);
    }
}
