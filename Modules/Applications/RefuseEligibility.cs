using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>The rule that the application does not meet, by its code.</summary>
public record RefuseEligibility(string Rule);

/// <summary>
/// Record that an application does not meet a rule of its call; the applicant learns it when decisions are released.
/// Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>eligibility-decided</c>.
/// </summary>
public static class RefuseEligibilityEndpoint
{
    public static void Validate(RefuseEligibility command) => Shape.Of(
        (!Shape.IsKey(command.Rule), "rule", "A rule's code has 2 to 60 of a-z, 0-9, dot and hyphen."));

    [WolverinePost("/api/applications/{applicationId}/refuse-eligibility"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid applicationId, RefuseEligibility command, IDocumentSession session, CancellationToken cancel)
    {
        var desk = await Desk.OpenAsync(session, applicationId, cancel);
        await desk.WriteAsync(Decide(desk.Application, desk.Call, command), cancel);
        return new(applicationId);
    }

    public static Outcome Decide(Application application, Call call, RefuseEligibility command)
    {
        call.MustNotBeOver();
        application.MustNotBeWithdrawn();
        Refused.When(!application.IsUnassessed, "eligibility-decided", "The eligibility of this application has been decided.");
        return new(new EligibilityRefused(application.Id, application.CohortId, application.PersonId, command.Rule),
            [new PlaceDenied(application.CohortId, application.Id)]);
    }
}
