using Advance.Contracts;
using Advance.Matching.Rounds;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Advance.Matching.Mentorships;

/// <summary>
/// Why two were proposed to each other: by which round's plan (its hash), or by hand for a <c>Reason</c>; the rules that were looked at,
/// none of which excluded them; the contributions that add up to the score; the same in <c>Sentences</c>.
/// </summary>
public record RationaleView(Guid MentorshipId, Guid? MatchingRoundId, string? ProposalHash, PairReason? Reason, int RulesVersion,
    IReadOnlyList<string> Rules, int Score, int Level, IReadOnlyList<Contribution> Contributions, string Language, IReadOnlyList<string> Sentences);

public static class RationaleOfMentorshipEndpoint
{
    /// <summary>
    /// The written rationale of a proposal or mentorship, as it was when the pair was proposed; in the language of <c>lang</c> or
    /// Accept-Language (en, fr, de).
    /// </summary>
    [WolverineGet("/api/mentorships/{mentorshipId}/rationale"), Authorize(Policies.Auditor)]
    public static async Task<RationaleView> Get(Guid mentorshipId, [FromQuery] string? lang, [FromHeader(Name = "Accept-Language")] string? acceptLanguage,
        IQuerySession session, CancellationToken cancel)
    {
        var language = Languages.Of(lang, acceptLanguage);
        var mentorship = Missing.Unless(await session.LoadAsync<Mentorship>(mentorshipId, cancel), "mentorship");
        if (mentorship.ByHand is { } byHand) return Of(mentorship, byHand, language);
        var round = Missing.Unless(await session.LoadAsync<MatchingRound>(mentorship.MatchingRoundId, cancel), "matching round");
        var computed = Missing.Unless(await session.LoadAsync<ComputedRound>(round.ProposalHash ?? "", cancel), "computed plan");
        return Of(mentorship, round, computed, language);
    }

    public static RationaleView Of(Mentorship mentorship, ProposedByHand byHand, string language) => View(mentorship, null, null, byHand.Reason,
        byHand.RulesVersion, byHand.Rules, byHand.Contributions, language);

    public static RationaleView Of(Mentorship mentorship, MatchingRound round, ComputedRound computed, string language)
    {
        var pair = Canonical.Read<Proposal>(computed.Proposal).Pairs.First(p => p.MenteeId == mentorship.MenteeId && p.MentorId == mentorship.MentorId);
        var pinned = round.Pins.FirstOrDefault(p => p.Is(mentorship.MenteeId, mentorship.MentorId))?.Reason;
        return View(mentorship, round.Id, computed.Id, pinned, round.RulesVersion, Canonical.Read<FrozenRound>(computed.Inputs).Rules, pair.Contributions,
            language);
    }

    private static RationaleView View(Mentorship m, Guid? roundId, string? hash, PairReason? reason, int rulesVersion, IReadOnlyList<string> rules,
        IReadOnlyList<Contribution> contributions, string language)
    {
        var score = contributions.Sum(c => c.Points);
        var level = Scoring.LevelOf(score);
        return new(m.Id, roundId, hash, reason, rulesVersion, rules, score, level, contributions, language,
            [.. ExplanationSentences.Rationale(contributions, score, level, roundId is not null, reason, rules, language)]);
    }
}
