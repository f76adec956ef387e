using System.Security.Claims;
using Advance.Contracts;
using Advance.Matching.Mentees;
using Advance.Matching.Rounds;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Matching.Requests;

/// <summary>A mentor of the pool whom the mentee may ask for; <c>SharedTopics</c> are those the mentee asked for as well.</summary>
public record MentorToAskFor(Guid MentorId, Guid PersonId, Guid? InstitutionId, bool IsExternal, IReadOnlyList<string> Topics,
    IReadOnlyList<string> SharedTopics, IReadOnlyList<string> Languages);

public static class MentorsToAskForEndpoint
{
    /// <summary>
    /// The mentors whom a mentee of the cohort may ask for: eligible by every rule, and with room. Who is not among them is not, and no
    /// reason is given. For the mentee, and for staff who name the mentee as <c>personId</c>. Refused with <c>not-a-mentee</c>.
    /// </summary>
    [WolverineGet("/api/cohorts/{cohortId}/mentors-to-ask-for"), Authorize(Policies.Participant)]
    public static async Task<Page<MentorToAskFor>> List(Guid cohortId, ClaimsPrincipal user, IDocumentSession session, [FromQuery] Guid? personId,
        [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from, caller) = (Paging.Limit(limit), Paging.After(after), Caller.Of(user));
        Shape.Of((personId is null && caller.PersonId is null, "personId", "For which mentee?"));
        var person = await session.AsMenteeAsync(cohortId, caller, personId ?? caller.PersonId!.Value, cancel);
        var now = await OutsideRounds.OfMenteeAsync(session, cohortId, person, cancel);
        var found = Decide(now.Frozen).Where(m => m.MentorId.CompareTo(from) > 0).OrderBy(m => m.MentorId).Take(most + 1);
        return Paging.Of([.. found], most, m => m.MentorId);
    }

    public static IEnumerable<MentorToAskFor> Decide(FrozenRound? frozen)
    {
        Refused.When(frozen is null, "not-a-mentee", "This person is no mentee of this cohort.");
        var (eligibility, mentee) = (new Eligibility(frozen!), frozen!.Mentees[0]);
        return frozen.Mentors.Where(m => eligibility.RulesAgainst(mentee, m).Count == 0).Select(m => new MentorToAskFor(m.MentorId, m.PersonId,
            m.InstitutionId, m.IsExternal, m.Topics, [.. m.Topics.Intersect(mentee.Topics)], m.Languages));
    }
}
