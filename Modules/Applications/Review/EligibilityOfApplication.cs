using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>How an application stands to each rule of its call, and whether all that can be checked are met.</summary>
public record EligibilityView(Guid ApplicationId, string Status, string? OverriddenRule, bool MeetsRules, IReadOnlyList<EligibilityRule> Rules);

public static class EligibilityOfApplicationEndpoint
{
    /// <summary>
    /// How an application stands to each rule of its call: met, not met with the code that <c>confirm-eligibility</c> would refuse with,
    /// or unknown, for staff to look at.
    /// </summary>
    [WolverineGet("/api/applications/{applicationId}/eligibility"), Authorize(Policies.Staff)]
    public static async Task<EligibilityView> Get(Guid applicationId, IQuerySession session, TimeProvider clock, CancellationToken cancel)
    {
        var application = await ReviewDesk.ApplicationAsync(session, applicationId, cancel);
        var call = await Desk.CallOfAsync(session, application.CohortId, cancel);
        var person = await session.Events.AggregateStreamAsync<Applicant>(application.PersonId, token: cancel);
        var rules = EligibilityRules.Of(application, call, person, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        return new(applicationId, application.Status.ToString(), application.BrokenRule, rules.All(r => r.Standing is not RuleStanding.NotMet), rules);
    }
}
