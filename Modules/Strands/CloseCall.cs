using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>Close a call: it takes no applications any more. Refused with <c>call-not-open</c>.</summary>
public static class CloseCallEndpoint
{
    [WolverinePost("/api/cohorts/{cohortId}/close-call"), Authorize(Policies.Staff)]
    public static (Done, CallClosed) Post([WriteModel("cohortId")] Cohort cohort) =>
        (new(cohort.Id), Decide(cohort));

    public static CallClosed Decide(Cohort cohort)
    {
        Refused.When(cohort.Status != CohortStatus.CallOpen, "call-not-open", "The call of this cohort is not open.");
        return new(cohort.Id);
    }
}
