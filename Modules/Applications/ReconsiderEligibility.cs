using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// Take back what was found of an application's eligibility, before the release and before it is decided: it is to be looked at again, and
/// the applicant may go on with it as before. Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>already-released</c>,
/// <c>eligibility-open</c>, <c>already-decided</c>.
/// </summary>
public static class ReconsiderEligibilityEndpoint
{
    [WolverinePost("/api/applications/{applicationId}/reconsider-eligibility"), Authorize(Policies.Staff)]
    public static Task<Done> Post(Guid applicationId, IDocumentSession session, CancellationToken cancel) =>
        Desk.DecideAsync(session, applicationId, desk => Decide(desk.Application, desk.Intake, desk.Call), cancel);

    public static Outcome Decide(Application application, Intake intake, Call call)
    {
        call.MustNotBeOver();
        application.MustNotBeWithdrawn();
        intake.MustNotBeReleased();
        Refused.When(application.IsUnassessed, "eligibility-open", "The eligibility of this application has not been decided.");
        Refused.When(application.Status is not (ApplicationStatus.Eligible or ApplicationStatus.Ineligible), "already-decided",
            "This application has already been decided: reconsider the decision first.");
        return new(new EligibilityReconsidered(application.Id, application.CohortId, application.PersonId),
            application.Status is ApplicationStatus.Ineligible ? [new StandingReopened(application.CohortId, application.Id)] : []);
    }
}
