using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>At a position of the list (1 is next), or at its end; the text that says why is kept by People.</summary>
public record WaitlistApplication(int? Position = null, Guid? ReasonTextId = null);

/// <summary>
/// Put an application on the waiting list. While a place is free nobody waits, so that no place stays empty; where lots were drawn, the
/// list keeps their order.
/// Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>not-eligible</c>, <c>already-decided</c>, <c>places-left</c>,
/// <c>position-beyond-list</c>, <c>lots-not-kept</c>.
/// </summary>
public static class WaitlistApplicationEndpoint
{
    public static void Validate(WaitlistApplication command) => Shape.Of(
        (command.Position is < 1 or > 10_000, "position", "A position is 1 to 10,000."),
        (command.ReasonTextId == Guid.Empty, "reasonTextId", "A text is named, or left out."));

    [WolverinePost("/api/applications/{applicationId}/waitlist"), BodyIsOptional, Authorize(Policies.Staff)]
    public static Task<Done> Post(Guid applicationId, WaitlistApplication command, IDocumentSession session, CancellationToken cancel) =>
        Desk.DecideByLotsAsync(session, applicationId, (desk, lots) => Decide(desk.Application, desk.Intake, desk.Call, command, lots), cancel);

    public static Outcome Decide(Application application, Intake intake, Call call, WaitlistApplication command, KeptLots? lots = null)
    {
        call.MustNotBeOver();
        application.MustAwaitDecision();
        Refused.When(!intake.IsFull(call), "places-left", "There is a free place: select the application instead.");
        var end = intake.Count(Standing.Waiting) + 1;
        Refused.When(command.Position > end, "position-beyond-list", "The waiting list is not that long.");
        lots?.MustBeKeptByWaiting(application.Id, command.Position ?? end, intake);
        return new(new ApplicationWaitlisted(application.Id, application.CohortId, application.PersonId, command.Position ?? end, command.ReasonTextId),
            [new WaitJoined(application.CohortId, application.Id, command.Position)]);
    }
}
