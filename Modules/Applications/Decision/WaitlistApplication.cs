using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// Put an application at the end of the waiting list. While a place is free nobody waits, so that no place stays empty.
/// Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>not-eligible</c>, <c>already-decided</c>, <c>places-left</c>.
/// </summary>
public static class WaitlistApplicationEndpoint
{
    [WolverinePost("/api/applications/{applicationId}/waitlist"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid applicationId, IDocumentSession session, CancellationToken cancel)
    {
        var desk = await Desk.OpenAsync(session, applicationId, cancel);
        await desk.WriteAsync(Decide(desk.Application, desk.Intake, desk.Call), cancel);
        return new(applicationId);
    }

    public static Outcome Decide(Application application, Intake intake, Call call)
    {
        call.MustNotBeOver();
        application.MustAwaitDecision();
        Refused.When(!intake.IsFull(call), "places-left", "There is a free place: select the application instead.");
        return new(new ApplicationWaitlisted(application.Id, application.CohortId, application.PersonId, intake.Count(Standing.Waiting) + 1),
            [new WaitJoined(application.CohortId, application.Id)]);
    }
}
