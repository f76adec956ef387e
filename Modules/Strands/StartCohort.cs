using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>Start a cohort: it mentors from now on. Refused with <c>call-still-open</c>, <c>cohort-already-running</c>, <c>cohort-over</c>.</summary>
public static class StartCohortEndpoint
{
    [WolverinePost("/api/cohorts/{cohortId}/start"), Authorize(Policies.Staff)]
    public static (Done, CohortStarted) Post([WriteModel("cohortId")] Cohort cohort) =>
        (new(cohort.Id), Decide(cohort));

    public static CohortStarted Decide(Cohort cohort)
    {
        Refused.When(cohort.IsOver, "cohort-over", "This cohort is completed or cancelled.");
        Refused.When(cohort.Status == CohortStatus.Running, "cohort-already-running", "This cohort is already running.");
        Refused.When(cohort.Status != CohortStatus.CallClosed, "call-still-open", "Close the call of this cohort first.");
        return new(cohort.Id, cohort.StrandId);
    }
}
