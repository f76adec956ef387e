using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>On its merit, or because there is no place.</summary>
public record DeclineApplication(DeclineGround Ground);

/// <summary>
/// Decline an eligible application, one that waits, or, before the release, one that was selected: its place goes to the first who
/// waits. Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>not-eligible</c>, <c>already-decided</c>.
/// </summary>
public static class DeclineApplicationEndpoint
{
    [WolverinePost("/api/applications/{applicationId}/decline"), Authorize(Policies.Staff)]
    public static Task<Done> Post(Guid applicationId, DeclineApplication command, IDocumentSession session, CancellationToken cancel) =>
        Desk.DecideAsync(session, applicationId, desk => Decide(desk.Application, desk.Intake, desk.Call, command), cancel);

    public static Outcome Decide(Application application, Intake intake, Call call, DeclineApplication command)
    {
        call.MustNotBeOver();
        var mayChange = application.Status is ApplicationStatus.Waitlisted
            || (application.Status is ApplicationStatus.Selected && !intake.IsReleased);
        if (!mayChange) application.MustAwaitDecision();
        ApplicationDeclined declined = new(application.Id, application.CohortId, application.PersonId, command.Ground);
        if (!intake.Holds(application.Id)) return new(declined, [new PlaceDenied(application.CohortId, application.Id)]);
        var (freed, promoted) = intake.Free(application.Id);
        return new(declined, freed, promoted);
    }
}
