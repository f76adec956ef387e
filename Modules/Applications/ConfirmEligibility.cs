using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary><c>Override</c>: staff confirm although a rule says no; the event names the rule.</summary>
public record ConfirmEligibility(bool Override = false);

/// <summary>
/// Confirm that an application meets the rules of its call.
/// Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>eligibility-decided</c> and, unless overridden, with the rule
/// that says no: <c>career-stage-not-admitted</c>, <c>institution-not-in-call</c>, <c>required-document-missing</c>,
/// <c>declaration-missing</c>, <c>declared-date-too-early</c>.
/// </summary>
public static class ConfirmEligibilityEndpoint
{
    [WolverinePost("/api/applications/{applicationId}/confirm-eligibility"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid applicationId, ConfirmEligibility command, IDocumentSession session, CancellationToken cancel)
    {
        var desk = await Desk.OpenAsync(session, applicationId, cancel);
        await desk.WriteAsync(new(Decide(desk.Application, desk.Call, command), []), cancel);
        return new(applicationId);
    }

    public static EligibilityConfirmed Decide(Application application, Call call, ConfirmEligibility command)
    {
        call.MustNotBeOver();
        application.MustNotBeWithdrawn();
        Refused.When(!application.IsUnassessed, "eligibility-decided", "The eligibility of this application has been decided.");
        var broken = EligibilityRules.Of(application, call, null, default).FirstOrDefault(r => r.Standing is RuleStanding.NotMet);
        if (broken is { Code: { } code, Sentence: { } sentence } && !command.Override) throw new Refused(code, sentence);
        return new(application.Id, application.CohortId, application.PersonId, broken?.Code);
    }
}
