using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// Release all decisions of a cohort together (rule A7): from now on each applicant sees theirs, and offers can be made.
/// Refused with <c>cohort-over</c>, <c>already-released</c>, <c>call-still-open</c>, <c>undecided-applications</c>.
/// </summary>
public static class ReleaseDecisionsEndpoint
{
    [WolverinePost("/api/cohorts/{cohortId}/release-decisions"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid cohortId, IDocumentSession session, CancellationToken cancel)
    {
        var intake = await Desk.LockAsync(session, cohortId, cancel);
        var released = Decide(intake.Aggregate ?? new(), await Desk.CallOfAsync(session, cohortId, cancel));
        if (intake.Aggregate is null) session.Events.StartStream<Intake>(Intake.IdOf(cohortId), released);
        else intake.AppendOne(released);
        return new(cohortId);
    }

    public static DecisionsReleased Decide(Intake intake, Call call)
    {
        call.MustNotBeOver();
        Refused.When(intake.IsReleased, "already-released", "The decisions of this cohort were already released.");
        Refused.When(call.Status is not CallStatus.Closed, "call-still-open", "Close the call of this cohort first.");
        Refused.When(intake.Count(Standing.Undecided) > 0, "undecided-applications",
            "Some applications of this cohort are not decided yet.");
        return new(call.Id, intake.Count(Standing.Holding), intake.Count(Standing.Waiting), intake.Count(Standing.WithoutPlace));
    }
}
