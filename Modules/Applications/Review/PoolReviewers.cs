using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>1 to 200 people.</summary>
public record PoolReviewers(IReadOnlyList<Guid> PersonIds);

/// <summary>
/// Put people into the pool from which a cohort's reviewers are assigned; who is in it already stays.
/// Refused with <c>cohort-over</c>, <c>review-closed</c>, <c>reviewer-unknown</c>, <c>reviewer-pool-full</c>.
/// </summary>
public static class PoolReviewersEndpoint
{
    public const int Most = 500;

    public static void Validate(PoolReviewers command) => Shape.Of(
        (command.PersonIds is not { Count: >= 1 and <= 200 } || command.PersonIds.Contains(Guid.Empty), "personIds", "1 to 200 ids of persons."));

    [WolverinePost("/api/cohorts/{cohortId}/reviewers"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid cohortId, PoolReviewers command, IDocumentSession session, CancellationToken cancel)
    {
        var desk = await ReviewDesk.OpenAsync(session, cohortId, cancel);
        List<Applicant?> people = [];
        foreach (var id in command.PersonIds.Distinct()) people.Add(await session.Events.FetchLatest<Applicant>(id, cancel));
        if (Decide(desk.Panel, desk.Cohort, people) is { } pooled) desk.Write(pooled);
        return new(cohortId);
    }

    public static ReviewersPooled? Decide(ReviewPanel panel, CohortOfReview cohort, IReadOnlyList<Applicant?> people)
    {
        cohort.MustNotBeOver();
        panel.MustNotBeClosed();
        Refused.When(people.Any(p => p is not { IsRegistered: true, IsGone: false }), "reviewer-unknown", "There is no person with one of these ids.");
        IReadOnlyList<Guid> added = [.. people.Select(p => p!.Id).Except(panel.Reviewers)];
        Refused.When(panel.Reviewers.Count + added.Count > Most, "reviewer-pool-full", $"A pool has at most {Most} reviewers.");
        return added.Count == 0 ? null : new(cohort.Id, added);
    }
}
