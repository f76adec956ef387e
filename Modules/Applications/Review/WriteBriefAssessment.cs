using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>The text, kept by People among the applicant's, that sums up what the review said of the application.</summary>
public record WriteBriefAssessment(Guid TextId);

/// <summary>
/// Put the brief written assessment to an application, for the committee that decides; given again, the latest counts. It may be written
/// after the review is closed. Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>not-discussing</c>.
/// </summary>
public static class WriteBriefAssessmentEndpoint
{
    /// <summary>What the views call it.</summary>
    public const string Kind = "brief-assessment";

    public static void Validate(WriteBriefAssessment command) => Shape.Of((command.TextId == Guid.Empty, "textId", "A text is named."));

    [WolverinePost("/api/applications/{applicationId}/write-brief-assessment"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid applicationId, WriteBriefAssessment command, IDocumentSession session, CancellationToken cancel)
    {
        var desk = await ReviewDesk.OpenAsync(session, (await ReviewDesk.ApplicationAsync(session, applicationId, cancel)).CohortId, cancel);
        var application = await ReviewDesk.ApplicationAsync(session, applicationId, cancel);
        desk.Write(await desk.ReviewAsync(applicationId, cancel), Decide(application, desk.Panel, desk.Cohort, command));
        return new(applicationId);
    }

    public static BriefAssessmentWritten Decide(Application application, ReviewPanel panel, CohortOfReview cohort, WriteBriefAssessment command)
    {
        cohort.MustNotBeOver();
        application.MustNotBeWithdrawn();
        Refused.When(!panel.IsOpenToOthers, "not-discussing", "What the review says is summed up when the assessments are on the table.");
        return new(application.Id, application.CohortId, application.PersonId, command.TextId);
    }
}
