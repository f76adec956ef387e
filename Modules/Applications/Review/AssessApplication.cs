using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// One score for each criterion of the rubric, none with an abstention; the brief written assessment is a text that People keeps.
/// </summary>
public record AssessApplication(Recommendation Recommendation, IReadOnlyList<Score>? Scores = null, Guid? AssessmentTextId = null)
{
    internal IReadOnlyList<Score> AllScores => Scores ?? [];
}

/// <summary>
/// Assess an application that is assigned to oneself; given again while assessing goes on, the latest counts. The id is the one that the
/// caller's own list of reviews has: in a blind review not the application's. 404 when it is not assigned to the caller, or no longer.
/// Refused with <c>cohort-over</c>, <c>review-closed</c>, <c>not-assessing</c>, <c>abstention-scored</c>, <c>rubric-mismatch</c>,
/// <c>score-off-scale</c>.
/// </summary>
public static class AssessApplicationEndpoint
{
    public static void Validate(AssessApplication command) => Shape.Of(
        (!Enum.IsDefined(command.Recommendation), "recommendation", "Select, waitlist, decline or abstain."),
        (command.AllScores.Count > 20 || !command.AllScores.All(s => s is not null && Shape.IsKey(s.Criterion) && s.Points is >= 0 and <= 100), "scores",
            "At most 20 scores of 0 to 100, each with the key of its criterion."),
        (command.AssessmentTextId == Guid.Empty, "assessmentTextId", "A text is named, or none."));

    [WolverinePost("/api/applications/{applicationId}/assess"), Authorize(Policies.Reviewer)]
    public static async Task<Done> Post(Guid applicationId, AssessApplication command, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        var own = Missing.Unless(await CasesOfReviewer.FindAsync(session, Caller.Of(user), applicationId, cancel), "review");
        var desk = await ReviewDesk.OpenAsync(session, own.Application.CohortId, cancel);
        var stream = await desk.ReviewAsync(own.Application.Id, cancel);
        // it may have ended meanwhile
        var review = Missing.Unless(stream.Aggregate?.Active.Contains(own.ReviewerId) == true ? stream.Aggregate : null, "review");
        desk.Write(stream, Decide(review, desk.Panel, desk.Cohort, own.ReviewerId, command));
        return new(applicationId);
    }

    public static AssessmentGiven Decide(Review review, ReviewPanel panel, CohortOfReview cohort, Guid reviewerId, AssessApplication command)
    {
        cohort.MustNotBeOver();
        panel.MustNotBeClosed();
        Refused.When(panel.Phase is not ReviewPhase.Assessing, "not-assessing", "The applications of this cohort are not being assessed now.");
        var abstains = command.Recommendation is Recommendation.Abstain;
        Refused.When(abstains && command.AllScores.Count > 0, "abstention-scored", "Who abstains gives no scores.");
        var rules = panel.Rules!;
        Refused.When(!abstains && !command.AllScores.Select(s => s.Criterion).Order(StringComparer.Ordinal)
            .SequenceEqual(rules.Rubric.Select(c => c.Key).Order(StringComparer.Ordinal)), "rubric-mismatch",
            "Each criterion of the rubric is scored once, and no other.");
        Refused.When(command.AllScores.Any(s => s.Points < rules.ScaleFrom || s.Points > rules.ScaleTo), "score-off-scale",
            "A score is not on the scale of the rubric.");
        return new(review.ApplicationId, review.CohortId, review.ApplicantId, reviewerId, command.AllScores, command.Recommendation, command.AssessmentTextId);
    }
}
