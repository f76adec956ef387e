using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>On its merit, or because there is no place.</summary>
public record DeclineApplication(DeclineGround Ground);

/// <summary>
/// Decline an eligible application, one that waits, or, before the release, one that was selected: its place goes to the first who
/// waits. For want of places nobody is declined after whom somebody of the same lots holds a place or waits.
/// Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>not-eligible</c>, <c>already-decided</c>, <c>lots-not-kept</c>.
/// </summary>
public static class DeclineApplicationEndpoint
{
    [WolverinePost("/api/applications/{applicationId}/decline"), Authorize(Policies.Staff)]
    public static Task<Done> Post(Guid applicationId, DeclineApplication command, IDocumentSession session, CancellationToken cancel) =>
        Desk.DecideByLotsAsync(session, applicationId, (desk, lots) => Decide(desk.Application, desk.Intake, desk.Call, command, lots), cancel);

    public static Outcome Decide(Application application, Intake intake, Call call, DeclineApplication command, KeptLots? lots = null)
    {
        call.MustNotBeOver();
        var mayChange = application.Status is ApplicationStatus.Waitlisted
            || (application.Status is ApplicationStatus.Selected && !intake.IsReleased);
        if (!mayChange) application.MustAwaitDecision();
        if (command.Ground is DeclineGround.Capacity) lots?.MustBeKeptByGoingWithout(application.Id, intake);
        ApplicationDeclined declined = new(application.Id, application.CohortId, application.PersonId, command.Ground);
        if (!intake.Holds(application.Id)) return new(declined, [new PlaceDenied(application.CohortId, application.Id)]);
        var (freed, promoted) = intake.Free(application.Id);
        return new(declined, freed, promoted);
    }
}
