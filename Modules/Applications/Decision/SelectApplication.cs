using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// Select an application: it takes one of the cohort's places (rule A4); the applicant learns it when decisions are released. Where lots
/// were drawn, whoever was drawn earlier comes first.
/// Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>not-eligible</c>, <c>already-decided</c>, <c>cohort-full</c>,
/// <c>lots-not-kept</c>.
/// </summary>
public static class SelectApplicationEndpoint
{
    [WolverinePost("/api/applications/{applicationId}/select"), Authorize(Policies.Staff)]
    public static Task<Done> Post(Guid applicationId, IDocumentSession session, CancellationToken cancel) =>
        Desk.DecideByLotsAsync(session, applicationId, (desk, lots) => Decide(desk.Application, desk.Intake, desk.Call, lots), cancel);

    public static Outcome Decide(Application application, Intake intake, Call call, KeptLots? lots = null)
    {
        call.MustNotBeOver();
        application.MustAwaitDecision();
        Refused.When(intake.IsFull(call), "cohort-full", "Every place of this cohort is taken.");
        lots?.MustBeKeptBySelecting(application.Id, intake);
        return new(new ApplicationSelected(application.Id, application.CohortId, application.PersonId, application.InstitutionId),
            [new PlaceTaken(application.CohortId, application.Id)]);
    }
}
