using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>A reviewer of a cohort: how many applications are assigned to them, and how many of these they assessed or abstained from.</summary>
public record PanelMemberView(Guid PersonId, bool IsInPool, int Assigned, int Assessed);

/// <summary>The review of a cohort as a whole: its phase, its rules, and who reviews.</summary>
public record PanelView(Guid CohortId, ReviewPhase Phase, ReviewRules? Rules, IReadOnlyList<PanelMemberView> Reviewers);

public static class PanelOfCohortEndpoint
{
    /// <summary>The phase and rules of a cohort's review, its pool of reviewers (500 at most) and who else is assigned, with their loads.</summary>
    [WolverineGet("/api/cohorts/{cohortId}/review-panel"), Authorize(Policies.Staff)]
    public static async Task<PanelView> Get(Guid cohortId, IQuerySession session, CancellationToken cancel)
    {
        await ReviewDesk.CohortAsync(session, cohortId, cancel);
        var panel = await session.LoadAsync<ReviewPanel>(ReviewPanel.IdOf(cohortId), cancel) ?? new();
        var reviews = await session.Query<Review>().Where(r => r.CohortId == cohortId).ToListAsync(cancel);
        var people = panel.Reviewers.Concat(reviews.SelectMany(r => r.Active)).Distinct().Order();
        return new(cohortId, panel.Phase, panel.Rules, [.. people.Select(p => new PanelMemberView(p, panel.Reviewers.Contains(p),
            reviews.Count(r => r.Active.Contains(p)), reviews.Count(r => r.AssessmentOf(p) is not null)))]);
    }
}
