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
/// that says no: <c>career-stage-not-admitted</c>, <c>institution-not-in-call</c>, <c>required-document-missing</c>.
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
        string? overridden = null;
        try
        {
            MustMeetRules(application, call);
        }
        catch (Refused rule) when (command.Override)
        {
            overridden = rule.Code;
        }

        return new(application.Id, application.CohortId, application.PersonId, overridden);
    }

    /// <summary>The rules of the policy in force when the call was published.</summary>
    private static void MustMeetRules(Application application, Call call)
    {
        Refused.When(!call.Policy!.CareerStages.Contains(application.CareerStage), "career-stage-not-admitted",
            "Applicants of this career stage are not admitted to this call.");
        Refused.When(!call.Institutions.Contains(application.InstitutionId), "institution-not-in-call",
            "The person's institution does not take part in this call.");
        Refused.When(call.MissingOf(application.Documents.Select(d => d.Kind)).Count > 0, "required-document-missing",
            "A document that this call requires is missing.");
    }
}
