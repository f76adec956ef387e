using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Applications;

public static class ReviewsOfReviewerEndpoint
{
    /// <summary>
    /// The reviews that are assigned to the caller, in the order of their ids, which in a blind review tells nothing; of one cohort when
    /// asked. A case with which a conflict is known is not there, and none is before review rules are adopted. What a case shows is read
    /// with the permits that stand beside it.
    /// </summary>
    [WolverineGet("/api/reviews"), Authorize(Policies.Reviewer)]
    public static async Task<Page<ReviewView>> List(ClaimsPrincipal user, IQuerySession session, ReadingPermits permits, TimeProvider clock,
        [FromQuery] Guid? cohortId, [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var cases = (await CasesOfReviewer.LoadAsync(session, Caller.Of(user), cancel)).Where(c => cohortId is null || c.Application.CohortId == cohortId);
        var page = cases.Where(c => c.Id.CompareTo(from) > 0).OrderBy(c => c.Id).Take(most + 1);
        return Paging.Of([.. page.Select(c => ReviewView.ForReviewer(c, permits, clock.GetUtcNow()))], most, v => v.Id);
    }

    /// <summary>
    /// One review: for its reviewer by the id of the own list, for staff and committee by the application's id. The committee sees scores
    /// and written assessments from the discussion on. Whoever has a conflict, or is not concerned, gets 404.
    /// </summary>
    [WolverineGet("/api/reviews/{reviewId}"), Authorize(Policies.Reviewer)]
    public static async Task<ReviewView> Get(Guid reviewId, ClaimsPrincipal user, IQuerySession session, ReadingPermits permits, TimeProvider clock,
        CancellationToken cancel)
    {
        var (caller, now) = (Caller.Of(user), clock.GetUtcNow());
        if (!caller.IsStaff && await CasesOfReviewer.FindAsync(session, caller, reviewId, cancel) is { } own) return ReviewView.ForReviewer(own, permits, now);
        var isOffice = caller.IsStaff || caller.InRoles.Contains(Roles.Committee);
        var application = Missing.Unless(isOffice ? await session.LoadAsync<Application>(reviewId, cancel) : null, "review");
        var sight = await Sight.OfPersonAsync(session, caller, application.CohortId, cancel);
        Missing.Unless(sight.Shows(application.Id) ? application : null, "review");
        var review = await session.LoadAsync<Review>(Review.IdOf(application.Id), cancel) ?? new();
        var panel = await session.LoadAsync<ReviewPanel>(ReviewPanel.IdOf(application.CohortId), cancel) ?? new();
        var salt = await session.LoadAsync<BlindSalt>(application.CohortId, cancel);
        CaseDesk desk = new(permits, caller.IsStaff ? null : caller.PersonId, application, isNameless: false, now);
        return ReviewView.ForOffice(application, review, panel, salt is null ? null : new(salt), caller.IsStaff, desk);
    }
}
