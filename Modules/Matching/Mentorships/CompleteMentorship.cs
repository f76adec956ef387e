using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Matching.Mentorships;

/// <summary>
/// Complete a mentorship; envisioned meetings are a target, never a condition. The mentor's place is free again.
/// Refused with <c>mentorship-not-running</c>, <c>not-agreed</c>, <c>mentorship-paused</c>.
/// </summary>
public static class CompleteMentorshipEndpoint
{
    [WolverinePost("/api/mentorships/{mentorshipId}/complete"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid mentorshipId, IDocumentSession session, CancellationToken cancel)
    {
        var known = Missing.Unless(await session.LoadAsync<Mentorship>(mentorshipId, cancel), "mentorship");
        var pairing = await Pairing.LockAsync(session, known, cancel);
        pairing.Mentorship.AppendOne(Decide(pairing.It));
        await pairing.OverAsync(session, completed: true, cancel);
        return new(mentorshipId);
    }

    public static MentorshipCompleted Decide(Mentorship mentorship)
    {
        Refused.When(mentorship.Status != MentorshipStatus.Running, "mentorship-not-running", "This mentorship is not running.");
        Refused.When(mentorship.CharterVersion is null, "not-agreed", "Both sign the agreement before a mentorship can be completed.");
        Refused.When(mentorship.IsPaused, "mentorship-paused", "This mentorship rests.");
        return new(mentorship.Id, mentorship.CohortId, mentorship.MenteeId, mentorship.MentorId, mentorship.Meetings.Count);
    }
}
