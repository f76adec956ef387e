using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

public record ExtendCall(DateTimeOffset Deadline);

/// <summary>
/// Move a call's deadline to a later instant, also after it passed, as long as the call was not closed.
/// Refused with <c>call-not-open</c>, <c>deadline-not-later</c>, <c>deadline-passed</c>, <c>deadline-after-start</c>.
/// </summary>
public static class ExtendCallEndpoint
{
    [WolverinePost("/api/cohorts/{cohortId}/extend-call"), Authorize(Policies.Staff)]
    public static (Done, CallExtended) Post(ExtendCall command, [WriteModel("cohortId")] Cohort cohort, TimeProvider clock) =>
        (new(cohort.Id), Decide(cohort, command, clock.GetUtcNow()));

    public static CallExtended Decide(Cohort cohort, ExtendCall command, DateTimeOffset now)
    {
        Refused.When(cohort.Status != CohortStatus.CallOpen, "call-not-open", "The call of this cohort is not open.");
        Refused.When(command.Deadline <= cohort.Deadline, "deadline-not-later", "The new deadline is not later than the present one.");
        Refused.When(command.Deadline <= now, "deadline-passed", "The deadline lies in the past.");
        Refused.When(DateOnly.FromDateTime(command.Deadline.UtcDateTime) > cohort.StartsOn, "deadline-after-start",
            "The deadline lies after the cohort's start.");
        return new(cohort.Id, command.Deadline.ToUniversalTime());
    }
}
