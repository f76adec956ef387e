using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>Whether a person is recused from judging another, and since when; never why.</summary>
public record RecusalView(Guid Reviewer, Guid Applicant, bool IsRecused, DateTimeOffset? Since);

public static class RecusalsOfProgrammeEndpoint
{
    /// <summary>
    /// Whether <c>reviewer</c> is recused for <c>applicant</c>: stepped aside, was entered into the register, or lost a review to a
    /// conflict; in any cohort, also one that is over, and under any of their identities.
    /// </summary>
    [WolverineGet("/api/recusals"), Authorize(Policies.Staff)]
    public static async Task<RecusalView> Get([FromQuery] Guid? reviewer, [FromQuery] Guid? applicant, IQuerySession session, CancellationToken cancel)
    {
        Shape.Of((reviewer is null, "reviewer", "A person is named."), (applicant is null, "applicant", "A person is named."));
        var facts = await KnowledgeOfReview.LoadAsync(session, [reviewer!.Value, applicant!.Value], cancel);
        Guid[] reviewers = [.. facts.IdentitiesOf(reviewer.Value)], applicants = [.. facts.IdentitiesOf(applicant.Value)];
        List<DateTimeOffset> since = [];
        foreach (var recusal in await session.Query<Recusal>()
            .Where(r => r.ReviewerId.IsOneOf(reviewers) && r.ApplicantId.IsOneOf(applicants)).ToListAsync(cancel))
            since.Add((await session.Events.FetchStreamStateAsync(recusal.Id, cancel))!.Created);
        foreach (var review in await session.Query<Review>().Where(r => r.ApplicantId.IsOneOf(applicants)).ToListAsync(cancel))
            if (review.Conflicted.Any(reviewers.Contains))
                since.AddRange((await session.Events.FetchStreamAsync(review.Id, token: cancel))
                    .Where(e => e.Data is ReviewerConflicted c && reviewers.Contains(c.ReviewerId)).Select(e => e.Timestamp));
        return new(reviewer.Value, applicant.Value, since.Count > 0, since.Count > 0 ? since.Min().ToUniversalTime() : null);
    }
}
