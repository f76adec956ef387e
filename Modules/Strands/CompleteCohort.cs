using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>Complete a running cohort. Refused with <c>cohort-not-running</c>.</summary>
public static class CompleteCohortEndpoint
{
    [WolverinePost("/api/cohorts/{cohortId}/complete"), Authorize(Policies.Staff)]
    public static (Done, CohortCompleted) Post([WriteModel("cohortId")] Cohort cohort) =>
        (new(cohort.Id), Decide(cohort));

    public static CohortCompleted Decide(Cohort cohort)
    {
        Refused.When(cohort.Status != CohortStatus.Running, "cohort-not-running", "This cohort is not running.");
        return new(cohort.Id, cohort.StrandId);
    }
}
