using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>Who is not to review any more.</summary>
public record ReleaseReviewer(Guid PersonId);

/// <summary>
/// Take an assignment back where nothing stands between the two, as when a reviewer is ill; what was assessed no longer counts, and the
/// person may be assigned again. Refused with <c>review-closed</c>, <c>reviewer-not-assigned</c>.
/// </summary>
public static class ReleaseReviewerEndpoint
{
    public static void Validate(ReleaseReviewer command) => Shape.Of((command.PersonId == Guid.Empty, "personId", "A person is named."));

    [WolverinePost("/api/applications/{applicationId}/release-reviewer"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid applicationId, ReleaseReviewer command, IDocumentSession session, CancellationToken cancel)
    {
        var desk = await ReviewDesk.OpenAsync(session, (await ReviewDesk.ApplicationAsync(session, applicationId, cancel)).CohortId, cancel);
        var review = await desk.ReviewAsync(applicationId, cancel);
        desk.Write(review, Decide(review.Aggregate ?? new(), desk.Panel, command));
        return new(applicationId);
    }

    public static ReviewerReleased Decide(Review review, ReviewPanel panel, ReleaseReviewer command)
    {
        panel.MustNotBeClosed();
        Refused.When(!review.Active.Contains(command.PersonId), "reviewer-not-assigned", "This person does not review this application.");
        return new(review.ApplicationId, review.CohortId, review.ApplicantId, command.PersonId);
    }
}
