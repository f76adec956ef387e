using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>Without a person, the caller. A reason, if there is one, is a text that People keeps.</summary>
public record RecuseReviewer(Guid? PersonId = null, Guid? ReasonTextId = null);

/// <summary>
/// Step aside from an application that is assigned to oneself, or (staff) take note that somebody does, assigned or not. What was
/// assessed no longer counts, and the recusal register knows the two people from now on. For oneself the id is the one that the own
/// list of reviews has; 404 when it is not there.
/// Refused with <c>review-closed</c>, <c>reviewer-unknown</c>, <c>already-recused</c>.
/// </summary>
public static class RecuseReviewerEndpoint
{
    public static void Validate(RecuseReviewer command) => Shape.Of(
        (command.PersonId == Guid.Empty, "personId", "A person is named, or none."),
        (command.ReasonTextId == Guid.Empty, "reasonTextId", "A text is named, or none."));

    [WolverinePost("/api/applications/{applicationId}/recuse"), Authorize(Policies.Reviewer)]
    public static async Task<Done> Post(Guid applicationId, RecuseReviewer command, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        if (command.PersonId is { } named) caller.MustBe(named);
        var (application, reviewerId) = await WhichAsync(caller, applicationId, command, session, cancel);
        var desk = await ReviewDesk.OpenAsync(session, application.CohortId, cancel);
        var review = await desk.ReviewAsync(application.Id, cancel);
        var person = await session.Events.FetchLatest<Applicant>(reviewerId, cancel);
        desk.Write(review, Decide(review.Aggregate ?? new(), application, desk.Panel, person, reviewerId, command.ReasonTextId));
        await RecordRecusalEndpoint.RegisterAsync(session, reviewerId, application.PersonId, cancel);
        return new(applicationId);
    }

    private static async Task<(Application, Guid)> WhichAsync(Caller caller, Guid id, RecuseReviewer command, IDocumentSession session,
        CancellationToken cancel)
    {
        if (caller.IsStaff && command.PersonId is { } named) return (await ReviewDesk.ApplicationAsync(session, id, cancel), named);
        var own = Missing.Unless(await CasesOfReviewer.FindAsync(session, caller, id, cancel), "review");
        return (own.Application, own.ReviewerId);
    }

    public static ReviewerRecused Decide(Review review, Application application, ReviewPanel panel, Applicant? person, Guid reviewerId, Guid? reasonTextId)
    {
        panel.MustNotBeClosed();
        Refused.When(person is not { IsRegistered: true }, "reviewer-unknown", "There is no person with this id.");
        Refused.When(review.Recused.Contains(reviewerId) && !review.Active.Contains(reviewerId), "already-recused", "This person has stepped aside already.");
        return new(application.Id, application.CohortId, application.PersonId, reviewerId, reasonTextId);
    }
}
