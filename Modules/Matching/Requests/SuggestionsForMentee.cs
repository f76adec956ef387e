using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Matching.Rounds;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Matching.Requests;

/// <summary>
/// A mentor of the pool for a mentee: what the pair would score (0..1000, the sum of the contributions) and the mentee's level (1..10),
/// the places that are free now, and the rules that exclude the pair, none when it can be proposed. <c>IsAskedFor</c>: the mentee has
/// an open request for this mentor.
/// </summary>
public record Suggestion(Guid MentorId, Guid MentorPersonId, bool IsEligible, int Score, int Level, IReadOnlyList<Contribution> Contributions, int Free,
    IReadOnlyList<string> RulesAgainst, bool IsAskedFor)
{
    /// <summary>Those who can be proposed first, the highest score first.</summary>
    internal string Place => $"{(IsEligible ? 0 : 1)}-{1000 - Score:D4}-{MentorId:N}";
}

public static class SuggestionsForMenteeEndpoint
{
    /// <summary>
    /// The whole pool for one mentee of a cohort (<c>menteeId</c>, a person), scored under the strand's rules as they are now: who can be
    /// proposed first, the highest score first, then the others with the rules against them. Refused with <c>not-a-mentee</c>.
    /// </summary>
    [WolverineGet("/api/cohorts/{cohortId}/suggestions"), Authorize(Policies.Staff)]
    public static async Task<Page<Suggestion>> List(Guid cohortId, IDocumentSession session, TimeProvider clock, [FromQuery] Guid? menteeId,
        [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var most = Paging.Limit(limit);
        Shape.Of((menteeId is null, "menteeId", "For which mentee (a person's id)?"),
            (!Cursors.IsOne(after, 39), "after", "This is not a cursor of this list."));
        var seeking = await OutsideRounds.OfMenteeAsync(session, cohortId, menteeId!.Value, cancel);
        var now = clock.GetUtcNow();
        var asked = await session.Query<MentorRequest>().Where(r => r.CohortId == cohortId && r.MenteeId == menteeId && r.Status == RequestStatus.Open
            && r.Until > now).Select(r => r.MentorId).ToListAsync(cancel);
        var found = Decide(seeking.Frozen, asked.ToHashSet()).OrderBy(s => s.Place, StringComparer.Ordinal)
            .Where(s => after is null || string.CompareOrdinal(s.Place, after) > 0).Take(most + 1);
        return Paging.Of([.. found], most, s => s.Place);
    }

    public static IEnumerable<Suggestion> Decide(FrozenRound? frozen, IReadOnlySet<Guid> asked)
    {
        Refused.When(frozen is null, "not-a-mentee", "This person is no mentee of this cohort.");
        var (eligibility, scoring, mentee) = (new Eligibility(frozen!), new Scoring(frozen!), frozen!.Mentees[0]);
        return frozen.Mentors.Select(mentor =>
        {
            var (against, parts) = (eligibility.RulesAgainst(mentee, mentor), scoring.Of(mentee, mentor));
            var score = parts.Sum(p => p.Points);
            return new Suggestion(mentor.MentorId, mentor.PersonId, against.Count == 0, score, Scoring.LevelOf(score), parts, mentor.Free, against,
                asked.Contains(mentor.MentorId));
        });
    }
}
