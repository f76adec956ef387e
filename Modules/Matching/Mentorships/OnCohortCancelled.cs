using Advance.Contracts;
using Advance.Matching.Requests;
using Advance.Shared;
using Marten;
using Wolverine;

namespace Advance.Matching.Mentorships;

/// <summary>A cancelled cohort has no mentorships: proposals lapse, what runs ends without blame, requests are closed.</summary>
public static class OnCohortCancelled
{
    public static Task<OutgoingMessages> Handle(CohortCancelled cancelled, IDocumentSession session, CancellationToken cancel) =>
        LeaveAsync(session, cancelled.CohortId, [MentorshipStatus.Proposed, MentorshipStatus.AwaitingMentor, MentorshipStatus.Running], cancel);

    /// <summary>Mentorships of the cohort in these states are left, one by one; nobody of it asks for a mentor any more.</summary>
    internal static async Task<OutgoingMessages> LeaveAsync(IDocumentSession session, Guid cohortId, MentorshipStatus[] which, CancellationToken cancel)
    {
        await session.HoldAsync(Ids.Of("mentees", cohortId), cancel);
        var asking = await session.Query<MentorRequest>().Where(r => r.CohortId == cohortId && r.Status == RequestStatus.Open).Select(r => r.MenteeId)
            .ToListAsync(cancel);
        if (asking.Count > 0) await session.CloseRequestsAsync(cohortId, asking.Distinct().ToDictionary(m => m, _ => (Guid?)null), cancel);
        var left = await session.Query<Mentorship>().Where(m => m.CohortId == cohortId && m.Status.IsOneOf(which)).OrderBy(m => m.Id).Select(m => m.Id)
            .ToListAsync(cancel);
        return [.. left.Select(id => new LeaveMentorship(id, OnlyProposed: !which.Contains(MentorshipStatus.Running)))];
    }
}
