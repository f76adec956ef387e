using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// An appeal. Its reviewers are shown to staff and committee only; documents, among them the reason and once it is decided the
/// assessment, with permits to whoever looks at it.
/// </summary>
public record AppealView(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid ReasonTextId, IReadOnlyList<Guid> Reviewers,
    AppealOutcome? Outcome, Guid? AssessmentTextId, IReadOnlyList<CaseDocument> Documents);

public static class AppealOfApplicationEndpoint
{
    /// <summary>
    /// The appeal for an application: for the applicant, who does not learn who looks at it, for staff, for its own reviewers and for the
    /// committee, without those who have a conflict. Others get 404.
    /// </summary>
    [WolverineGet("/api/applications/{applicationId}/appeal"), Authorize(Policies.Anyone)]
    public static async Task<AppealView> Get(Guid applicationId, ClaimsPrincipal user, IQuerySession session, ReadingPermits permits, TimeProvider clock,
        CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        var appeal = Missing.Unless(await session.LoadAsync<Appeal>(Appeal.IdOf(applicationId), cancel), "appeal");
        var application = await ReviewDesk.ApplicationAsync(session, applicationId, cancel);
        if (caller.Is(appeal.PersonId)) return View(appeal, [], []);
        if (caller.IsStaff) return View(appeal, appeal.Reviewers, Documents(appeal, application, permits, null, clock));
        await KnowledgeOfReview.CatchUpAsync(session, cancel);
        var conflicts = await AppealConflicts.LoadAsync(session, application, [.. appeal.Reviewers, caller.PersonId ?? appeal.PersonId], cancel);
        var isReviewer = IsReviewer(appeal, conflicts, caller);
        var isOfCommittee = caller.InRoles.Contains(Roles.Committee)
            && (await Sight.OfAsync(session, caller, application.CohortId, cancel)).Shows(applicationId);
        Missing.Unless(isReviewer || isOfCommittee ? appeal : null, "appeal");
        return View(appeal, isOfCommittee ? appeal.Reviewers : [], Documents(appeal, application, permits, caller.PersonId, clock));
    }

    /// <summary>The open appeals that the caller is to look at, by the application's id; without those in which a conflict is known by now.</summary>
    [WolverineGet("/api/appeals"), Authorize(Policies.Reviewer)]
    public static async Task<Page<AppealView>> List(ClaimsPrincipal user, IQuerySession session, ReadingPermits permits, TimeProvider clock,
        [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from, caller) = (Paging.Limit(limit), Paging.After(after), Caller.Of(user));
        if (caller.PersonId is not { } person) throw new Forbidden("A reviewer's token names a person.");
        var own = (await KnowledgeOfReview.LoadAsync(session, [person], cancel)).IdentitiesOf(person);
        List<Appeal> appeals = [];
        foreach (var id in own)
            appeals.AddRange(await session.Query<Appeal>().Where(a => a.Outcome == null && a.Reviewers.Contains(id)).ToListAsync(cancel));
        List<AppealView> seen = [];
        foreach (var appeal in appeals.DistinctBy(a => a.Id).Where(a => a.ApplicationId.CompareTo(from) > 0).OrderBy(a => a.ApplicationId))
        {
            var application = await ReviewDesk.ApplicationAsync(session, appeal.ApplicationId, cancel);
            var conflicts = await AppealConflicts.LoadAsync(session, application, [person, .. appeal.Reviewers], cancel);
            if (IsReviewer(appeal, conflicts, caller)) seen.Add(View(appeal, [], Documents(appeal, application, permits, person, clock)));
            if (seen.Count > most) break;
        }

        return Paging.Of(seen, most, a => a.ApplicationId);
    }

    private static bool IsReviewer(Appeal appeal, AppealConflicts conflicts, Caller caller) => caller.PersonId is { } person
        && caller.InRoles.Overlaps([Roles.Reviewer, Roles.Committee]) && appeal.Reviewers.Any(r => conflicts.AreOne(r, person))
        && conflicts.Against(person) is null;

    private static IReadOnlyList<CaseDocument> Documents(Appeal appeal, Application application, ReadingPermits permits, Guid? reader,
        TimeProvider clock)
    {
        CaseDesk desk = new(permits, reader, application, isNameless: false, clock.GetUtcNow());
        return [.. desk.All([.. application.Documents, new("appeal-reason", appeal.ReasonTextId)]), .. appeal.AssessmentTextId is { } text
            ? [new CaseDocument("assessment", text, null, null, desk.Assessment(text, appeal.Reviewers, isMasked: false))]
            : Array.Empty<CaseDocument>()];
    }

    private static AppealView View(Appeal a, IReadOnlyList<Guid> reviewers, IReadOnlyList<CaseDocument> documents) =>
        new(a.ApplicationId, a.CohortId, a.PersonId, a.ReasonTextId, reviewers, a.Outcome, a.AssessmentTextId, documents);
}
