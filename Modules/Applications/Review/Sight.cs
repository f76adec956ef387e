using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>
/// Which applications of a cohort a reviewer or committee member may see by name (rule A5): none with which a conflict is known, and
/// none at all while a blind review has them as its reviewer. Blindness follows the person: a committee member who reviews in the
/// cohort is blind as well, until the review is closed.
/// </summary>
internal sealed record Sight(bool IsNone, IReadOnlyList<Guid> Hidden)
{
    private static readonly Sight All = new(false, []);
    private static readonly Sight None = new(true, []);

    public bool Shows(Guid applicationId) => !IsNone && !Hidden.Contains(applicationId);

    public static async Task<Sight> OfAsync(IQuerySession session, Caller caller, Guid cohortId, CancellationToken cancel)
    {
        var isOnCommittee = caller.InRoles.Contains(Roles.Committee);
        if (caller.IsStaff || (!isOnCommittee && !caller.InRoles.Contains(Roles.Reviewer))) return All;
        if (caller.PersonId is not { } person) return isOnCommittee ? All : throw new Forbidden("A reviewer's token names a person.");

        var panel = await session.LoadAsync<ReviewPanel>(ReviewPanel.IdOf(cohortId), cancel) ?? new();
        if (panel.IsBlind && !isOnCommittee) return None;
        var cohort = await ReviewDesk.CohortAsync(session, cohortId, cancel);
        var applications = await session.Query<Application>().Where(a => a.CohortId == cohortId).ToListAsync(cancel);
        var applicants = await ReviewDesk.ApplicantsAsync(session, cohortId, cancel);
        var facts = await KnowledgeOfReview.LoadAsync(session,
            [person, .. applications.Select(a => a.PersonId), .. applications.SelectMany(a => a.MentorWishes), .. panel.Reviewers], cancel);
        if (panel.IsBlind && panel.Phase is not ReviewPhase.Closed && await ReviewsAsync(session, panel, facts, person, cancel)) return None;
        ReviewConflicts conflicts = new(facts);
        return new(false, [.. applications.Where(a => conflicts.Against(person, a, applicants, cohort.Since) is not null).Select(a => a.Id)]);
    }

    /// <summary>As above, but nobody without a person: what cannot be checked for conflicts is not shown.</summary>
    public static Task<Sight> OfPersonAsync(IQuerySession session, Caller caller, Guid cohortId, CancellationToken cancel) =>
        caller.IsStaff || caller.PersonId is not null ? OfAsync(session, caller, cohortId, cancel)
            : throw new Forbidden("The token of a reviewer or committee member names a person.");

    private static async Task<bool> ReviewsAsync(IQuerySession session, ReviewPanel panel, ReviewFacts facts, Guid person, CancellationToken cancel)
    {
        var own = facts.IdentitiesOf(person);
        if (panel.Reviewers.Any(own.Contains)) return true;
        foreach (var id in own)
            if (await session.Query<Review>().AnyAsync(r => r.CohortId == panel.CohortId && r.Active.Contains(id), cancel)) return true;
        return false;
    }
}
