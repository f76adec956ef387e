using Advance.Contracts;
using Advance.Matching.Mentorships;
using Advance.Matching.Requests;
using Advance.Matching.Rounds;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Matching.Mentees;

/// <summary>
/// An open request, and the rules that exclude the pair by now, <c>mentor-left</c> where the mentor left the pool; none when it can be
/// proposed.
/// </summary>
public record RequestInQueue(Guid Id, Guid MentorId, DateTimeOffset Until, IReadOnlyList<string> RulesAgainst);

/// <summary>A proposal that is not answered by both yet.</summary>
public record ProposalInQueue(Guid MentorshipId, Guid MentorId, MentorshipStatus Status, DateTimeOffset? AnswerBy);

/// <summary>How many mentors of the pool a rule excludes; one whom several rules exclude counts under each.</summary>
public record ExcludedByRule(string Rule, int Mentors);

/// <summary>
/// A mentee without running mentorship: since when (the accepted offer, or the end of the last mentorship), whether a mentor was lost,
/// the proposal that waits for an answer, the open requests, how many eligible mentors have room, and whom the rules exclude. The
/// <c>Reason</c> says why there is nobody, or that others compete for the same few; null when a round would place the mentee.
/// </summary>
public record UnmatchedMenteeView(Guid PersonId, Guid InstitutionId, string CareerStage, DateTimeOffset? Since, bool LostMentor,
    ProposalInQueue? Proposal, IReadOnlyList<RequestInQueue> Requests, int EligibleMentors, IReadOnlyList<ExcludedByRule> Excluded, string? Reason)
{
    /// <summary>Who lost a mentor comes first, then who waits longest.</summary>
    internal string Place => $"{(LostMentor ? 0 : 1)}-{Since?.UtcTicks ?? 0:D19}-{PersonId:N}";
}

public static class UnmatchedOfCohortEndpoint
{
    /// <summary>
    /// The mentees of a cohort who have no mentor, those who lost one first, then who waits longest. Sentences in the language of
    /// <c>lang</c> or Accept-Language (en, fr, de). Refused with <c>not-one-on-one</c>, <c>call-not-published</c>.
    /// </summary>
    [WolverineGet("/api/cohorts/{cohortId}/unmatched"), Authorize(Policies.Staff)]
    public static async Task<Page<UnmatchedMenteeView>> List(Guid cohortId, IDocumentSession session, TimeProvider clock, [FromQuery] string? lang,
        [FromHeader(Name = "Accept-Language")] string? acceptLanguage, [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, language) = (Paging.Limit(limit), Languages.Of(lang, acceptLanguage));
        Shape.Of((!Cursors.IsOne(after, 54), "after", "This is not a cursor of this list."));
        var (cohort, rules) = await OutsideRounds.RulesAsync(session, cohortId, cancel);
        Decide(cohort);
        var queue = await Queue.LoadAsync(session, cohortId, clock.GetUtcNow(), cancel);
        var frozen = await OutsideRounds.FrozenAsync(session, cohort, rules, queue.Mentees, cancel);
        var views = Of(queue, frozen, language).OrderBy(v => v.Place, StringComparer.Ordinal)
            .Where(v => after is null || string.CompareOrdinal(v.Place, after) > 0).Take(most + 1);
        return Paging.Of([.. views], most, v => v.Place);
    }

    public static void Decide(CohortOfRound cohort)
    {
        Refused.When(cohort.Format != StrandFormat.OneOnOne, "not-one-on-one", "Only a one-on-one cohort is matched in pairs.");
        Refused.When(cohort.Policy is null, "call-not-published", "The call of this cohort was not published yet, so no policy judges it.");
    }

    internal static IEnumerable<UnmatchedMenteeView> Of(Queue queue, FrozenRound? frozen, string language)
    {
        if (frozen is null) yield break;
        var (eligibility, crowded) = (new Eligibility(frozen), Crowded(queue, frozen));
        foreach (var mentee in queue.Mentees)
        {
            if (frozen.Mentees.FirstOrDefault(m => m.PersonId == mentee.PersonId) is not { } person) continue; // erased since
            var against = frozen.Mentors.ToDictionary(m => m.MentorId, m => eligibility.RulesAgainst(person, m));
            var excluded = against.Values.SelectMany(r => r).CountBy(r => r).OrderByDescending(r => r.Value).ThenBy(r => r.Key, StringComparer.Ordinal)
                .Select(r => new ExcludedByRule(r.Key, r.Value)).ToList();
            var (eligible, proposal) = (against.Values.Count(r => r.Count == 0), queue.Proposals.GetValueOrDefault(mentee.PersonId));
            yield return new(mentee.PersonId, mentee.InstitutionId, mentee.CareerStage, queue.SinceOf(mentee), queue.LostAt.ContainsKey(mentee.PersonId),
                proposal is null ? null : new(proposal.Id, proposal.MentorId, proposal.Status, proposal.AnswerBy),
                [.. queue.Requests[mentee.PersonId].Select(r => new RequestInQueue(r.Id, r.MentorId, r.Until,
                    against.GetValueOrDefault(r.MentorId) ?? ["mentor-left"]))],
                eligible, excluded, proposal is not null ? null
                    : eligible == 0 ? ExplanationSentences.NoneNow(excluded.Select(e => (e.Rule, e.Mentors)), language)
                    : crowded.TryGetValue(mentee.PersonId, out var set) ? ExplanationSentences.Unplaced(set, language) : null);
        }
    }

    /// <summary>Of those who wait without a proposal: whom even the best plan would leave without mentor, and why.</summary>
    private static Dictionary<Guid, UnplacedMentee> Crowded(Queue queue, FrozenRound frozen)
    {
        var waiting = frozen with { Mentees = [.. frozen.Mentees.Where(m => !queue.Proposals.ContainsKey(m.PersonId))] };
        var pairs = (long)waiting.Mentees.Count * waiting.Mentors.Count;
        return pairs is 0 or > Computation.MostPairs ? [] : Computation.Of(waiting).Proposal.Unplaced.ToDictionary(u => u.MenteeId);
    }
}
