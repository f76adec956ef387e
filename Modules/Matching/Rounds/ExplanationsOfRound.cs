using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Matching.Rounds;

/// <summary>Somebody who would go elsewhere; null is without mentor.</summary>
public record MoveView(Guid MenteeId, Guid? FromMentorId, Guid? ToMentorId);

/// <summary>
/// What it would take to have the pair: the loss in the objective (0 is a tie; the formula is the certificate's), who would move,
/// and the differences in mentees placed, total score, and mentees per level 0..10.
/// </summary>
public record ConsequenceView(string Loss, int Placed, int Total, IReadOnlyList<int> Profile, IReadOnlyList<MoveView> Moves);

/// <summary>Where the mentee could go instead, and the loss; without mentor when null.</summary>
public record AlternativeView(Guid? MentorId, string Loss);

/// <summary>
/// The one answer for a pair. Not eligible: because of these <c>Rules</c> (with <c>forbidden</c> and <c>pinned-elsewhere</c> for
/// what staff decided). Eligible: the contributions that add up to the score, level and ranks, whether it stands or ties, what
/// having it would cost (null when no plan can have it), the mentee's cheapest alternatives, and in how many draws of other weights
/// it stands (null in a rematch). <c>Sentences</c> say the same in <c>Language</c>.
/// </summary>
public record ExplanationView(Guid MenteeId, Guid MentorId, string ProposalHash, bool Eligible, IReadOnlyList<string> Rules, int? Score,
    int? Level, IReadOnlyList<Contribution> Contributions, bool Stands, bool Ties, int? RankByMentee, int? RankByMentor,
    ConsequenceView? IfHad, IReadOnlyList<AlternativeView> Alternatives, RobustnessView? Robustness = null,
    string Language = Languages.English, IReadOnlyList<string>? Sentences = null);

public static class ExplanationsOfRoundEndpoint
{
    private const int MostAlternatives = 3;

    /// <summary>
    /// Why a mentee (a person) and a mentor are, or are not, a pair of the plan: as data, and in sentences in the language of
    /// <c>lang</c> or Accept-Language (en, fr, de). Refused with <c>not-computed</c>.
    /// </summary>
    [WolverineGet("/api/matching-rounds/{roundId}/explanations"), Authorize(Policies.Committee)]
    public static async Task<ExplanationView> Get(Guid roundId, [FromQuery] Guid? mentee, [FromQuery] Guid? mentor, [FromQuery] string? lang,
        [FromHeader(Name = "Accept-Language")] string? acceptLanguage, IQuerySession session, CancellationToken cancel)
    {
        var language = Languages.Of(lang, acceptLanguage);
        Shape.Of((mentee is null, "mentee", "Which mentee (a person's id)?"), (mentor is null, "mentor", "Which mentor?"));
        var (_, computed) = await ProposalOfRoundEndpoint.LoadAsync(roundId, session, cancel);
        var it = Computation.From(computed.Inputs);
        return InWords(Explain(it, it.MenteeAt(mentee!.Value), it.MentorAt(mentor!.Value)), language);
    }

    public static ExplanationView InWords(ExplanationView it, string language) =>
        it with { Language = language, Sentences = ExplanationSentences.Of(it, language) };

    /// <summary>Exactly one answer for each pair of the round.</summary>
    public static ExplanationView Explain(Computation it, int mentee, int mentor)
    {
        var (menteeId, mentorId) = (it.Round.Mentees[mentee].PersonId, it.Round.Mentors[mentor].MentorId);
        var rules = it.RulesAgainst(mentee, mentor).Concat(DecidedAgainst(it, menteeId, mentorId)).ToList();
        var answer = rules.Count > 0 ? null : new Engine.Answers(it.Instance, it.Plan).Of(mentee, mentor);
        if (answer is null)
            return new(menteeId, mentorId, it.ProposalHash, false, rules, null, null, [], false, false, null, null, null, []);
        var alternatives = Engine.Regrets.Of(it.Instance, it.Plan).Alternatives(mentee, MostAlternatives);
        return new(menteeId, mentorId, it.ProposalHash, true, [], answer.Score, answer.Level, it.ContributionsOf(mentee, mentor), answer.Stands,
            answer.Ties, answer.RankByMentee, answer.RankByMentor, answer.Forced is { } forced ? ViewOf(it, forced) : null,
            [.. alternatives.Select(a => new AlternativeView(MentorIdOf(it, a.Mentor), Proposal.Text(a.Cost)))],
            RobustnessOfPlan.Of(it, mentee, mentor));
    }

    private static IEnumerable<string> DecidedAgainst(Computation it, Guid menteeId, Guid mentorId)
    {
        if (it.Round.Forbids.Contains(new(menteeId, mentorId))) yield return "forbidden";
        if (it.Round.Pins.Any(p => p.MenteeId == menteeId && p.MentorId != mentorId)) yield return "pinned-elsewhere";
    }

    private static ConsequenceView ViewOf(Computation it, Engine.Consequence forced) => new(Proposal.Text(forced.Cost), forced.Placed,
        forced.Total, forced.Profile,
        [.. forced.Moves.Select(m => new MoveView(it.Round.Mentees[m.Mentee].PersonId, MentorIdOf(it, m.From), MentorIdOf(it, m.To)))]);

    private static Guid? MentorIdOf(Computation it, int mentor) => mentor < 0 ? null : it.Round.Mentors[mentor].MentorId;
}
