using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>A person who will look at the appeal.</summary>
public record AssignAppealReviewer(Guid PersonId);

/// <summary>
/// Give an appeal a reviewer of its own: nobody who had a part in the first review, nor anybody whom a rule would keep from reviewing the
/// application (rule A5), however long ago what stands between the two ended. Refused with <c>no-appeal</c>, <c>appeal-decided</c>,
/// <c>person-unknown</c>, <c>reviewer-already-assigned</c>, <c>reviewer-conflicted</c>, <c>reviewer-of-first-review</c>.
/// </summary>
public static class AssignAppealReviewerEndpoint
{
    public static void Validate(AssignAppealReviewer command) => Shape.Of((command.PersonId == Guid.Empty, "personId", "A person is named."));

    [WolverinePost("/api/applications/{applicationId}/assign-appeal-reviewer"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid applicationId, AssignAppealReviewer command, IDocumentSession session, CancellationToken cancel)
    {
        await KnowledgeOfReview.CatchUpAsync(session, cancel); // before the lock, which others wait for
        var person = await session.Events.FetchLatest<Applicant>(command.PersonId, cancel);
        var desk = await Desk.OpenAsync(session, applicationId, cancel);
        var appeal = await session.Events.FetchForWriting<Appeal>(Appeal.IdOf(applicationId), cancel);
        var conflicts = await AppealConflicts.LoadAsync(session, desk.Application, [command.PersonId, .. appeal.Aggregate?.Reviewers ?? []], cancel);
        var known = appeal.Aggregate?.Reviewers.Any(r => conflicts.AreOne(r, command.PersonId)) == true;
        appeal.AppendOne(Decide(desk.Application, appeal.Aggregate, person, known, conflicts.Against(command.PersonId), conflicts.HadAPart(command.PersonId)));
        return new(applicationId);
    }

    /// <summary><c>isAssigned</c> and <c>hadAPart</c>: the person under any identity; <c>rule</c>: what stands against it, if anything.</summary>
    public static AppealReviewerAssigned Decide(Application application, Appeal? appeal, Applicant? person, bool isAssigned, string? rule, bool hadAPart)
    {
        Refused.When(appeal is null, "no-appeal", "There is no appeal for this application.");
        appeal!.MustBeOpen();
        Refused.When(person is not { IsRegistered: true, IsGone: false }, "person-unknown", "There is no person with this id.");
        Refused.When(isAssigned, "reviewer-already-assigned", "This person looks at the appeal already.");
        Refused.When(rule is not null, "reviewer-conflicted", "This person is not free of conflict with the applicant.");
        Refused.When(hadAPart, "reviewer-of-first-review", "This person had a part in the first review.");
        return new(application.Id, application.CohortId, person!.Id);
    }
}

/// <summary>The review before the decision, as far as an appeal asks about it: who had a part in it.</summary>
public static class FirstReview
{
    /// <summary>The stream of an application's review.</summary>
    public static Guid IdOf(Guid applicationId) => Ids.Of("review", applicationId);

    /// <summary>
    /// Whoever the review's events name other than the applicant: assigned, recused or assessing. By the names of their members, so
    /// that a new kind of event counts without a change here.
    /// </summary>
    public static IReadOnlySet<Guid> PeopleIn(IEnumerable<object> events) => events
        .SelectMany(e => e.GetType().GetProperties().Where(p => p.PropertyType == typeof(Guid) && p.Name is "ReviewerId" or "ReviewerPersonId")
            .Select(p => (Guid)p.GetValue(e)!)).ToHashSet();
}
