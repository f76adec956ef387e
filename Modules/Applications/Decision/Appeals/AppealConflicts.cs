using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>
/// Who may look at an appeal: nobody whom a rule keeps from reviewing the application, however long ago what stands between the two
/// ended, and nobody who had a part in the first review (rules A5, A6).
/// </summary>
internal sealed class AppealConflicts(ReviewConflicts conflicts, Application application, IReadOnlyList<Guid> applicants, IReadOnlySet<Guid> inFirstReview)
{
    /// <summary>The read models must have caught up: see <see cref="KnowledgeOfReview.CatchUpAsync"/>.</summary>
    public static async Task<AppealConflicts> LoadAsync(IQuerySession session, Application application, IEnumerable<Guid> people, CancellationToken cancel)
    {
        var applicants = await ReviewDesk.ApplicantsAsync(session, application.CohortId, cancel);
        var first = FirstReview.PeopleIn((await session.Events.FetchStreamAsync(FirstReview.IdOf(application.Id), token: cancel)).Select(e => e.Data));
        ReviewConflicts conflicts = new(await KnowledgeOfReview.LoadAsync(session,
            [application.PersonId, .. people, .. applicants, .. application.MentorWishes, .. first], cancel, isCaughtUp: true));
        return new(conflicts, application, applicants, first);
    }

    /// <summary>The rule that stands against a person, if any.</summary>
    public string? Against(Guid person) => conflicts.Against(person, application, applicants, DateOnly.MinValue);

    public bool HadAPart(Guid person) => inFirstReview.Any(p => AreOne(p, person));

    public bool AreOne(Guid one, Guid other) => conflicts.Present(one) == conflicts.Present(other);

    /// <summary>An appeal with those of its reviewers who are free of conflict by now.</summary>
    public Appeal? Freed(Appeal? appeal) => appeal is null ? null : appeal with { Reviewers = [.. appeal.Reviewers.Where(r => Against(r) is null)] };
}
