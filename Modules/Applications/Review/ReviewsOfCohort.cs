using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>One application of a cohort in review: how many are assigned, and (for the committee from the discussion on) the figures.</summary>
public record ReviewOfCohortView(Guid ApplicationId, string? Pseudonym, int Assigned, ReviewFigures? Figures);

/// <summary>
/// How far a cohort's review is. Applications are those neither withdrawn nor ineligible that the caller may see; each is without
/// reviewer, awaits an assessment, or is assessed by all who are assigned; so many have a brief written assessment.
/// </summary>
public record ReviewProgressView(Guid CohortId, ReviewPhase Phase, bool IsBlind, int Applications, int WithoutReviewer, int AwaitingAssessment, int Assessed,
    int Assignments, int Assessments, int Abstentions, int BriefAssessments = 0);

public static class ReviewsOfCohortEndpoint
{
    /// <summary>The reviews of a cohort's applications, by the application's id; without those with which the caller has a conflict.</summary>
    [WolverineGet("/api/cohorts/{cohortId}/reviews"), Authorize(Policies.Committee)]
    public static async Task<Page<ReviewOfCohortView>> List(Guid cohortId, ClaimsPrincipal user, IQuerySession session, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from, caller) = (Paging.Limit(limit), Paging.After(after), Caller.Of(user));
        await ReviewDesk.CohortAsync(session, cohortId, cancel);
        var sight = await Sight.OfPersonAsync(session, caller, cohortId, cancel);
        if (sight.IsNone) return new([], null);
        var panel = await session.LoadAsync<ReviewPanel>(ReviewPanel.IdOf(cohortId), cancel) ?? new();
        var salt = await session.LoadAsync<BlindSalt>(cohortId, cancel);
        Guid[] hidden = [.. sight.Hidden];
        var found = await session.Query<Application>().Where(a => a.CohortId == cohortId && a.Id > from && !a.Id.IsOneOf(hidden)
            && a.Status != ApplicationStatus.Withdrawn && a.Status != ApplicationStatus.Ineligible).OrderBy(a => a.Id).Take(most + 1).ToListAsync(cancel);
        var reviews = (await session.LoadManyAsync<Review>(cancel, found.Select(a => Review.IdOf(a.Id)))).ToDictionary(r => r.ApplicationId);
        var pseudonyms = panel.IsBlind && caller.IsStaff && salt is not null ? new Pseudonyms(salt) : null;
        return Paging.Of([.. found.Select(a => View(a.Id, reviews.GetValueOrDefault(a.Id) ?? new()))], most, v => v.ApplicationId);

        ReviewOfCohortView View(Guid id, Review review) => new(id, pseudonyms?.NameOf(id), review.Active.Count,
            caller.IsStaff || panel.IsOpenToOthers ? ReviewFigures.Of(review.Assessments, panel.Rules) : null);
    }

    /// <summary>How far the review of a cohort is; for a committee member without the applications with which they have a conflict.</summary>
    [WolverineGet("/api/cohorts/{cohortId}/review-progress"), Authorize(Policies.Committee)]
    public static async Task<ReviewProgressView> Progress(Guid cohortId, ClaimsPrincipal user, IQuerySession session, CancellationToken cancel)
    {
        await ReviewDesk.CohortAsync(session, cohortId, cancel);
        var sight = await Sight.OfPersonAsync(session, Caller.Of(user), cohortId, cancel);
        var panel = await session.LoadAsync<ReviewPanel>(ReviewPanel.IdOf(cohortId), cancel) ?? new();
        var ids = await session.Query<Application>().Where(a => a.CohortId == cohortId && a.Status != ApplicationStatus.Withdrawn
            && a.Status != ApplicationStatus.Ineligible).Select(a => a.Id).ToListAsync(cancel);
        var reviews = (await session.Query<Review>().Where(r => r.CohortId == cohortId).ToListAsync(cancel)).ToDictionary(r => r.ApplicationId);
        var seen = ids.Where(sight.Shows).Select(id => reviews.GetValueOrDefault(id) ?? new()).ToList();
        var abstentions = seen.Sum(r => r.Assessments.Count(a => a.Recommendation is Recommendation.Abstain));
        return new(cohortId, panel.Phase, panel.IsBlind, seen.Count, seen.Count(r => r.Active.Count == 0),
            seen.Count(r => r.Active.Count > r.Assessments.Count), seen.Count(r => r.Active.Count > 0 && r.Active.Count == r.Assessments.Count),
            seen.Sum(r => r.Active.Count), seen.Sum(r => r.Assessments.Count) - abstentions, abstentions,
            seen.Count(r => r.BriefAssessmentId is not null));
    }
}
