using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// Withdraw an application at any stage; a place that it held goes to the first who waits. As long as decisions are not released,
/// a prepared decision changes nothing about it: the answer must not give the decision away.
/// Refused with <c>application-withdrawn</c>, <c>cohort-over</c>, <c>application-over</c>.
/// </summary>
public static class WithdrawApplicationEndpoint
{
    [WolverinePost("/api/applications/{applicationId}/withdraw"), HidesVersion, Authorize(Policies.Participant)]
    public static Task<Done> Post(Guid applicationId, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel) =>
        Desk.DecideAsync(session, applicationId, Caller.Of(user), desk => Decide(desk.Application, desk.Intake, desk.Call), cancel);

    public static Outcome Decide(Application application, Intake intake, Call call)
    {
        application.MustNotBeWithdrawn();
        call.MustNotBeOver();
        Refused.When(intake.IsReleased && application.IsOver, "application-over", "This application has come to its end.");
        var (freed, promoted) = intake.Free(application.Id);
        return new(new ApplicationWithdrawn(application.Id, application.CohortId, application.PersonId),
            [.. freed, new ApplicantLeft(application.CohortId, application.Id)], promoted);
    }
}
