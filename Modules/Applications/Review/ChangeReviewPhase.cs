using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>The phase that begins.</summary>
public record ChangeReviewPhase(ReviewPhase Phase);

/// <summary>
/// Begin a phase of a cohort's review: assigning, assessing (each reviewer sees the own assessment only), discussing (the scores of
/// others as well), closed (nothing changes any more). Forwards only, but from discussing back to assessing. Conflicts are looked for
/// once more on the way. A cohort without review rules takes its strand's.
/// Refused with <c>cohort-over</c>, <c>review-closed</c>, <c>phase-not-forward</c>, <c>rubric-missing</c>.
/// </summary>
public static class ChangeReviewPhaseEndpoint
{
    public static void Validate(ChangeReviewPhase command) => Shape.Of(
        (!Enum.IsDefined(command.Phase), "phase", "Assigning, assessing, discussing or closed."));

    [WolverinePost("/api/cohorts/{cohortId}/review-phase"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid cohortId, ChangeReviewPhase command, IDocumentSession session, CancellationToken cancel)
    {
        await ReviewDesk.HoldConflictsAsync(session, cancel);
        var desk = await ReviewDesk.OpenAsync(session, cohortId, cancel);
        var ofStrand = await session.LoadAsync<StrandRubric>(StrandRubric.IdOf(desk.Cohort.StrandId), cancel);
        desk.Write([.. Decide(desk.Panel, desk.Cohort, ofStrand?.Rules, command)]);
        if (await session.LoadAsync<BlindSalt>(cohortId, cancel) is null) session.Insert(BlindSalt.New(cohortId));
        var reviews = await session.Query<Review>().Where(r => r.CohortId == cohortId).ToListAsync(cancel);
        await LateConflicts.EndAsync(desk, [.. reviews.Where(r => r.Active.Count > 0).Select(r => r.ApplicationId)], session, cancel);
        return new(cohortId);
    }

    public static IReadOnlyList<object> Decide(ReviewPanel panel, CohortOfReview cohort, ReviewRules? ofStrand, ChangeReviewPhase command)
    {
        cohort.MustNotBeOver();
        panel.MustNotBeClosed();
        if (panel.Phase is ReviewPhase.Discussing && command.Phase is ReviewPhase.Assessing) return [new ReviewReopened(cohort.Id)];
        Refused.When(command.Phase <= panel.Phase, "phase-not-forward", "A review goes forwards, or from discussing back to assessing.");
        Refused.When((panel.Rules ?? ofStrand) is null, "rubric-missing", "Neither this cohort nor its strand has review rules.");
        ReviewPhaseChanged changed = new(cohort.Id, command.Phase);
        return panel.Rules is null ? [new ReviewRulesAdopted(cohort.Id, ofStrand!), changed] : [changed];
    }
}
