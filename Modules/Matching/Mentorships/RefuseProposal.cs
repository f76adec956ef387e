using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Mentorships;

/// <summary>
/// Say no to a proposal: without a reason, and nobody records who. Both are free for another round, not for each other. Where an
/// introductory meeting belongs to the strand, either may still say no until both have signed.
/// Refused with <c>proposal-closed</c>, <c>mentee-first</c>.
/// </summary>
public static class RefuseProposalEndpoint
{
    [WolverinePost("/api/mentorships/{mentorshipId}/refuse"), Authorize(Policies.Participant)]
    public static async Task<Done> Post(Guid mentorshipId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        var known = Missing.Unless(await session.LoadAsync<Mentorship>(mentorshipId, cancel), "mentorship");
        var pairing = await Pairing.LockAsync(session, known, cancel);
        var by = pairing.It.SideOf(user, pairing.It.Status == MentorshipStatus.Proposed ? PairSide.Mentee : PairSide.Mentor);
        pairing.Mentorship.AppendOne(Decide(pairing.It, by));
        await pairing.OverAsync(session, completed: false, cancel);
        return new(mentorshipId);
    }

    public static ProposalRefused Decide(Mentorship mentorship, PairSide by)
    {
        Refused.When(!mentorship.AwaitsAnswer && !mentorship.IsOnTrial, "proposal-closed", "This proposal is answered already.");
        Refused.When(by == PairSide.Mentor && mentorship.Status == MentorshipStatus.Proposed, "mentee-first", "The mentee answers first.");
        return new(mentorship.Id, mentorship.CohortId, mentorship.MenteeId, mentorship.MentorId);
    }
}
