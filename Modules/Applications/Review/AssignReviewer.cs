using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>Who is to review; the person need not be in the cohort's pool.</summary>
public record AssignReviewer(Guid PersonId);

/// <summary>
/// Assign a reviewer to an application by hand. Which conflict stands against it is not said.
/// Refused with <c>cohort-over</c>, <c>review-closed</c>, <c>application-withdrawn</c>, <c>already-decided</c>, <c>reviewer-unknown</c>,
/// <c>reviewer-already-assigned</c>, <c>reviewer-conflicted</c>.
/// </summary>
public static class AssignReviewerEndpoint
{
    public static void Validate(AssignReviewer command) => Shape.Of((command.PersonId == Guid.Empty, "personId", "A person is named."));

    [WolverinePost("/api/applications/{applicationId}/assign-reviewer"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid applicationId, AssignReviewer command, IDocumentSession session, CancellationToken cancel)
    {
        var cohortId = (await ReviewDesk.ApplicationAsync(session, applicationId, cancel)).CohortId;
        await ReviewDesk.HoldConflictsAsync(session, cancel);
        var desk = await ReviewDesk.OpenAsync(session, cohortId, cancel);
        var application = await ReviewDesk.ApplicationAsync(session, applicationId, cancel);
        var review = await desk.ReviewAsync(applicationId, cancel);
        var reviewer = await session.Events.FetchLatest<Applicant>(command.PersonId, cancel);
        var applicants = await ReviewDesk.ApplicantsAsync(session, cohortId, cancel);
        ReviewConflicts conflicts = new(await KnowledgeOfReview.LoadAsync(session,
            [command.PersonId, application.PersonId, .. applicants, .. application.MentorWishes, .. review.Aggregate?.Active ?? []], cancel));
        var rule = conflicts.Against(command.PersonId, application, applicants, desk.Cohort.Since);
        desk.Write(review, Decide(review.Aggregate ?? new(), application, desk.Panel, desk.Cohort, reviewer, rule, conflicts.Present));
        return new(applicationId);
    }

    /// <summary><c>rule</c> is the one that stands against it, if any; <c>present</c> tells which person an identity is by now.</summary>
    public static ReviewerAssigned Decide(Review review, Application application, ReviewPanel panel, CohortOfReview cohort, Applicant? reviewer,
        string? rule, Func<Guid, Guid> present)
    {
        cohort.MustNotBeOver();
        panel.MustNotBeClosed();
        application.MustNotBeWithdrawn();
        Refused.When(!application.IsUnassessed && application.Status is not ApplicationStatus.Eligible, "already-decided",
            "This application has already been decided.");
        Refused.When(reviewer is not { IsRegistered: true, IsGone: false }, "reviewer-unknown", "There is no person with this id.");
        Refused.When(review.Active.Any(a => present(a) == present(reviewer!.Id)), "reviewer-already-assigned", "This person reviews this application already.");
        Refused.When(rule is not null, "reviewer-conflicted", "A conflict of interest stands between this person and this application.");
        return new(application.Id, application.CohortId, application.PersonId, reviewer!.Id);
    }
}
