using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Mentorships;

/// <summary>
/// End a mentorship early: neither failure nor blame, no reason, and nobody records who (rule M8). The mentor's place is free again.
/// Refused with <c>mentorship-not-running</c>.
/// </summary>
public static class EndMentorshipEndpoint
{
    [WolverinePost("/api/mentorships/{mentorshipId}/end"), Authorize(Policies.Participant)]
    public static async Task<Done> Post(Guid mentorshipId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        var known = Missing.Unless(await session.LoadAsync<Mentorship>(mentorshipId, cancel), "mentorship");
        known.SideOf(user, PairSide.Mentee);
        var pairing = await Pairing.LockAsync(session, known, cancel);
        pairing.Mentorship.AppendOne(Decide(pairing.It));
        await pairing.OverAsync(session, completed: false, cancel);
        return new(mentorshipId);
    }

    public static MentorshipEnded Decide(Mentorship mentorship)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Running, "mentorship-not-running", "This mentorship is not running.");
        return new(mentorship.Id, mentorship.CohortId, mentorship.MenteeId, mentorship.MentorId);
    }
}
