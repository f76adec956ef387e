using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>Without a person, the caller.</summary>
public record RecuseAppealReviewer(Guid? PersonId = null);

/// <summary>
/// Step aside from an appeal that one was to look at, or (staff) take note that somebody does. The recusal register knows the two people
/// from now on, so the appeal does not come back to them; 404 for whoever does not look at it. Refused with <c>no-appeal</c>,
/// <c>appeal-decided</c>, <c>not-a-reviewer-of-it</c>.
/// </summary>
public static class RecuseAppealReviewerEndpoint
{
    public static void Validate(RecuseAppealReviewer command) => Shape.Of((command.PersonId == Guid.Empty, "personId", "A person is named, or none."));

    [WolverinePost("/api/applications/{applicationId}/recuse-from-appeal"), BodyIsOptional, Authorize(Policies.Reviewer)]
    public static async Task<Done> Post(Guid applicationId, RecuseAppealReviewer command, ClaimsPrincipal user, IDocumentSession session,
        CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        var named = command.PersonId ?? caller.PersonId;
        if (named is not { } person) throw new Forbidden("A reviewer's token names a person.");
        caller.MustBe(person);
        await KnowledgeOfReview.CatchUpAsync(session, cancel); // before the lock, which others wait for
        var desk = await Desk.OpenAsync(session, applicationId, cancel);
        var appeal = await session.Events.FetchForWriting<Appeal>(Appeal.IdOf(applicationId), cancel);
        var conflicts = await AppealConflicts.LoadAsync(session, desk.Application, [person, .. appeal.Aggregate?.Reviewers ?? []], cancel);
        var reviewer = appeal.Aggregate?.Reviewers.Where(r => conflicts.AreOne(r, person)).Select(r => (Guid?)r).FirstOrDefault();
        if (!caller.IsStaff && reviewer is null) throw new Missing("appeal"); // that there is one is not everybody's to know
        appeal.AppendOne(Decide(appeal.Aggregate, reviewer));
        await RecordRecusalEndpoint.RegisterAsync(session, reviewer!.Value, desk.Application.PersonId, cancel);
        return new(applicationId);
    }

    /// <summary><c>reviewer</c>: the person as the appeal knows them, null where they do not look at it.</summary>
    public static AppealReviewerRecused Decide(Appeal? appeal, Guid? reviewer)
    {
        Refused.When(appeal is null, "no-appeal", "There is no appeal for this application.");
        appeal!.MustBeOpen();
        Refused.When(reviewer is null, "not-a-reviewer-of-it", "This person does not look at the appeal.");
        return new(appeal.ApplicationId, appeal.CohortId, reviewer!.Value);
    }
}
