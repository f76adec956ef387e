using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// Decline the offer; the place goes to the first who waits, who then gets an offer of their own.
/// Refused with <c>cohort-over</c>, <c>no-open-offer</c>.
/// </summary>
public static class DeclineOfferEndpoint
{
    [WolverinePost("/api/applications/{applicationId}/decline-offer"), HidesVersion, Authorize(Policies.Participant)]
    public static Task<Done> Post(Guid applicationId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel) =>
        Desk.DecideAsync(session, applicationId, Caller.Of(user), desk => Decide(desk.Application, desk.Intake, desk.Call), cancel);

    public static Outcome Decide(Application application, Intake intake, Call call)
    {
        call.MustNotBeOver();
        Refused.When(application.Status is not ApplicationStatus.Offered, "no-open-offer", "There is no open offer for this application.");
        var (freed, promoted) = intake.Free(application.Id);
        return new(new OfferDeclined(application.Id, application.CohortId, application.PersonId), freed, promoted);
    }
}
