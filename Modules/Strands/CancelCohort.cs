using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>Cancel a cohort that is not over. Refused with <c>cohort-over</c>.</summary>
public static class CancelCohortEndpoint
{
    [WolverinePost("/api/cohorts/{cohortId}/cancel"), Authorize(Policies.Staff)]
    public static (Done, CohortCancelled) Post([WriteModel("cohortId")] Cohort cohort) =>
        (new(cohort.Id), Decide(cohort));

    public static CohortCancelled Decide(Cohort cohort)
    {
        Refused.When(cohort.IsOver, "cohort-over", "This cohort is completed or cancelled.");
        return new(cohort.Id, cohort.StrandId);
    }
}
