using Advance.Contracts;
using Marten;
using Wolverine;

namespace Advance.Matching.Mentorships;

/// <summary>In a completed cohort nothing begins any more: proposals lapse, requests are closed; what runs is completed by staff, or goes on.</summary>
public static class OnCohortCompleted
{
    public static Task<OutgoingMessages> Handle(CohortCompleted completed, IDocumentSession session, CancellationToken cancel) =>
        OnCohortCancelled.LeaveAsync(session, completed.CohortId, [MentorshipStatus.Proposed, MentorshipStatus.AwaitingMentor], cancel);
}
