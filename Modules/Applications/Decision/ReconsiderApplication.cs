using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// Take a prepared decision back, before the release: the application is eligible and undecided again, and a place that it held goes to the
/// first who waits. Where lots were drawn, nobody is reconsidered while somebody drawn later holds a place or waits for one. After the
/// release there is the appeal. Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>already-released</c>,
/// <c>not-decided</c>, <c>lots-not-kept</c>.
/// </summary>
public static class ReconsiderApplicationEndpoint
{
    [WolverinePost("/api/applications/{applicationId}/reconsider"), Authorize(Policies.Staff)]
    public static Task<Done> Post(Guid applicationId, IDocumentSession session, CancellationToken cancel) =>
        Desk.DecideByLotsAsync(session, applicationId, (desk, lots) => Decide(desk.Application, desk.Intake, desk.Call, lots), cancel);

    public static Outcome Decide(Application application, Intake intake, Call call, KeptLots? lots = null)
    {
        call.MustNotBeOver();
        application.MustNotBeWithdrawn();
        intake.MustNotBeReleased();
        Refused.When(application.Status is not (ApplicationStatus.Selected or ApplicationStatus.Waitlisted or ApplicationStatus.Declined),
            "not-decided", "No decision on this application is prepared.");
        lots?.MustBeKeptByGoingWithout(application.Id, intake);
        var (freed, promoted) = intake.Free(application.Id);
        return new(new DecisionReconsidered(application.Id, application.CohortId, application.PersonId),
            [.. freed, new StandingReopened(application.CohortId, application.Id)], promoted);
    }
}
