using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// An application as a caller may see it. The applicant, and the partner's representative, see <c>Submitted</c>, <c>Returned</c>,
/// <c>UnderReview</c> or <c>Withdrawn</c> until the decisions are released, and never a version: one that grows would tell of a decision.
/// <c>WaitingPosition</c> is the present one, 1 is next; <c>HasPriority</c> stands in the list of a cohort: whom there was no place for in
/// an earlier call of the strand. <c>Declarations</c> are shown to the applicant and to staff only.
/// </summary>
public record ApplicationView(Guid Id, int? Version, Guid CohortId, Guid PersonId, Guid InstitutionId, string CareerStage,
    string Status, IReadOnlyList<Guid> MentorWishes, IReadOnlyList<string> Topics, IReadOnlyList<Attachment> Documents, IReadOnlyList<string> Asked,
    int? WaitingPosition, string? BrokenRule, DeclineGround? Ground, DateTimeOffset? OfferExpiresAt, string? CharterVersion,
    Guid? ReasonTextId = null, bool? HasPriority = null, IReadOnlyList<Declaration>? Declarations = null)
{
    /// <summary>What the applicant is told while decisions are being prepared.</summary>
    public const string UnderReview = "UnderReview";

    public static ApplicationView Of(Application a, Intake? intake) => new(a.Id, a.Version, a.CohortId, a.PersonId, a.InstitutionId,
        a.CareerStage, a.Status.ToString(), a.MentorWishes, a.Topics, a.Documents, a.Asked, intake?.PositionOf(a.Id), a.BrokenRule, a.Ground,
        a.OfferExpiresAt, a.CharterVersion, a.ReasonTextId);

    /// <summary>As this caller may see it, who may see it.</summary>
    public static ApplicationView For(Caller caller, Application a, Intake? intake) =>
        caller.Is(a.PersonId) || caller.IsLimitedToInstitution ? OwnOf(a, intake) : Of(a, intake);

    /// <summary>The view of the applicant, and of whoever is to learn of a decision no earlier (rule A7).</summary>
    public static ApplicationView OwnOf(Application a, Intake? intake) => intake?.IsReleased == true ? Of(a, intake) with { Version = null } : Of(a, null) with
    {
        Version = null,
        BrokenRule = null,
        Ground = null,
        ReasonTextId = null,
        Status = IsDecision(a.Status) ? UnderReview : a.Status.ToString(),
    };

    /// <summary>Whether a status tells what was found or decided.</summary>
    internal static bool IsDecision(ApplicationStatus status) =>
        status is not (ApplicationStatus.Submitted or ApplicationStatus.Returned or ApplicationStatus.Withdrawn);
}

public static class ApplicationsOfCohortEndpoint
{
    /// <summary>
    /// The applications to a cohort, oldest first; by status when asked. A partner's representative sees the partner's own people, without
    /// a decision that is not released (asked for one by status, none before the release); nobody sees their own application here, nor
    /// (reviewers and committee) one with which they have a conflict; reviewers of a blind
    /// review have a list of their own instead, <c>/api/reviews</c>.
    /// </summary>
    [WolverineGet("/api/cohorts/{cohortId}/applications"), Authorize(Policies.Programme)]
    public static async Task<Page<ApplicationView>> List(Guid cohortId, ClaimsPrincipal user, IQuerySession session,
        [FromQuery] ApplicationStatus? status, [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from, caller) = (Paging.Limit(limit), Paging.After(after), Caller.Of(user));
        var call = await Desk.CallOfAsync(session, cohortId, cancel);
        var intake = await session.LoadAsync<Intake>(Intake.IdOf(cohortId), cancel);
        var query = session.Query<Application>().Where(a => a.CohortId == cohortId && a.Id > from);
        if (caller.IsLimitedToInstitution && intake?.IsReleased != true && status is { } asked && ApplicationView.IsDecision(asked)) return new([], null);
        if (status is { } wanted) query = query.Where(a => a.Status == wanted);
        var sight = await Sight.OfAsync(session, caller, cohortId, cancel);
        if (sight.IsNone) return new([], null);
        Guid[] hidden = [.. sight.Hidden];
        if (hidden.Length > 0) query = query.Where(a => !a.Id.IsOneOf(hidden));
        Guid[] self = [.. caller.Ids];
        if (self.Length > 0) query = query.Where(a => !a.PersonId.IsOneOf(self));
        if (caller.IsLimitedToInstitution)
        {
            var own = caller.InstitutionId ?? Guid.Empty;
            query = query.Where(a => a.InstitutionId == own);
        }

        var found = await query.OrderBy(a => a.Id).Take(most + 1).ToListAsync(cancel);
        var turns = await session.LoadManyAsync<FairTurn>(cancel, found.Select(a => FairTurn.IdOf(a.PersonId, call.StrandId)));
        var first = turns.Where(t => t.HasPriority).Select(t => t.PersonId).ToHashSet();
        return Paging.Of([.. found.Select(a => ApplicationView.For(caller, a, intake) with
        {
            HasPriority = first.Contains(a.PersonId),
            Declarations = caller.IsStaff ? a.Declarations : null,
        })], most, a => a.Id);
    }

    /// <summary>
    /// One application; the applicant and the partner's representative see it without a decision that is not released. Others get 404.
    /// </summary>
    [WolverineGet("/api/applications/{applicationId}"), Authorize(Policies.Anyone)]
    public static async Task<ApplicationView> Get(Guid applicationId, ClaimsPrincipal user, HttpContext http, IQuerySession session,
        CancellationToken cancel)
    {
        var application = await session.LoadAsync<Application>(applicationId, cancel);
        var caller = Caller.Of(user);
        var visible = Missing.Unless(application is not null && MaySee(caller, application) ? application : null, "application");
        if (!caller.Is(visible.PersonId))
            Missing.Unless((await Sight.OfAsync(session, caller, visible.CohortId, cancel)).Shows(visible.Id) ? visible : null, "application");
        var intake = await session.LoadAsync<Intake>(Intake.IdOf(visible.CohortId), cancel);
        var view = ApplicationView.For(caller, visible, intake);
        if (caller.IsStaff || caller.Is(visible.PersonId)) view = view with { Declarations = visible.Declarations };
        if (view.Version is { } version) http.Response.Headers.ETag = $"\"{version}\"";
        return view;
    }

    private static bool MaySee(Caller caller, Application application) => caller.Is(application.PersonId)
        || caller.InRoles.Overlaps([Roles.Staff, Roles.Committee])
        || (caller.IsLimitedToInstitution ? caller.InstitutionId == application.InstitutionId : caller.InRoles.Contains(Roles.Reviewer));
}
