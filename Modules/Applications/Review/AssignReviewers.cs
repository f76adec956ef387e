using Advance.Contracts;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>So many reviewers for each application (1 to 10), so many applications for each reviewer at most (1 to 500).</summary>
public record AssignReviewers(int PerApplication, int MaxLoad);

/// <summary>One new assignment.</summary>
public record AssignedView(Guid ApplicationId, Guid ReviewerId);

/// <summary>
/// What was assigned, and for each application that lacks reviewers how many and why: <c>too-few-without-conflict</c> or
/// <c>maximum-load-reached</c>. The loads are those of the pool afterwards.
/// </summary>
public record AssignedReviewersView(IReadOnlyList<AssignedView> Assigned, IReadOnlyList<Unfilled> Unfilled, int LeastLoad, int MostLoad);

/// <summary>
/// Assign reviewers from the pool to all eligible, undecided applications of a cohort that lack them: free of conflicts, and as evenly
/// as conflicts allow. What is assigned already stays.
/// Refused with <c>cohort-over</c>, <c>review-closed</c>, <c>reviewer-pool-empty</c>.
/// </summary>
public static class AssignReviewersEndpoint
{
    public static void Validate(AssignReviewers command) => Shape.Of(
        (command.PerApplication is < 1 or > 10, "perApplication", "1 to 10 reviewers for an application."),
        (command.MaxLoad is < 1 or > 500, "maxLoad", "1 to 500 applications for a reviewer."));

    [WolverinePost("/api/cohorts/{cohortId}/assign-reviewers"), Authorize(Policies.Staff)]
    public static async Task<AssignedReviewersView> Post(Guid cohortId, AssignReviewers command, IDocumentSession session, CancellationToken cancel)
    {
        await ReviewDesk.HoldConflictsAsync(session, cancel);
        var desk = await ReviewDesk.OpenAsync(session, cohortId, cancel);
        var applications = await session.Query<Application>().Where(a => a.CohortId == cohortId && a.Status == ApplicationStatus.Eligible).ToListAsync(cancel);
        Dictionary<Guid, IEventStream<Review>> reviews = [];
        foreach (var application in applications) reviews[application.Id] = await desk.ReviewAsync(application.Id, cancel);
        var applicants = await ReviewDesk.ApplicantsAsync(session, cohortId, cancel);
        ReviewConflicts conflicts = new(await KnowledgeOfReview.LoadAsync(session, [.. desk.Panel.Reviewers, .. applicants,
            .. applications.Select(a => a.PersonId), .. applications.SelectMany(a => a.MentorWishes),
            .. reviews.Values.SelectMany(r => r.Aggregate?.Active ?? [])], cancel));
        var plan = Decide(applications, reviews.ToDictionary(r => r.Key, r => r.Value.Aggregate ?? new()), desk.Panel, desk.Cohort, conflicts,
            applicants, command);
        foreach (var added in plan.Pairs.GroupBy(p => p.Application))
        {
            var application = applications.First(a => a.Id == added.Key);
            desk.Write(reviews[added.Key], [.. added.Select(p => new ReviewerAssigned(application.Id, cohortId, application.PersonId, p.Reviewer))]);
        }

        return View(plan, desk.Panel, [.. reviews.Values.SelectMany(r => r.Aggregate?.Active ?? [])], conflicts);
    }

    public static AllotmentPlan Decide(IReadOnlyList<Application> applications, IReadOnlyDictionary<Guid, Review> reviews, ReviewPanel panel,
        CohortOfReview cohort, ReviewConflicts conflicts, IReadOnlyList<Guid> applicants, AssignReviewers command)
    {
        cohort.MustNotBeOver();
        panel.MustNotBeClosed();
        Refused.When(panel.Reviewers.Count == 0, "reviewer-pool-empty", "Nobody is in the pool of reviewers of this cohort.");
        // a person with two identities reviews under one
        Guid[] pool = [.. panel.Reviewers.Select(conflicts.Present).Distinct().Where(r => !conflicts.IsErased(r))];
        var excluded = applications.SelectMany(a => pool.Where(r => conflicts.Against(r, a, applicants, cohort.Since) is not null).Select(r => (a.Id, r)));
        var assigned = applications.SelectMany(a => reviews[a.Id].Active.Select(r => (a.Id, conflicts.Present(r))));
        return Allotment.Of(new([.. applications.Select(a => a.Id)], pool, excluded.ToHashSet(), assigned.ToHashSet(),
            command.PerApplication, command.MaxLoad));
    }

    private static AssignedReviewersView View(AllotmentPlan plan, ReviewPanel panel, IReadOnlyList<Guid> before, ReviewConflicts conflicts)
    {
        var all = before.Select(conflicts.Present).Concat(plan.Pairs.Select(p => p.Reviewer)).CountBy(r => r).ToDictionary();
        var loads = panel.Reviewers.Select(r => all.GetValueOrDefault(conflicts.Present(r))).ToList();
        return new([.. plan.Pairs.Select(p => new AssignedView(p.Application, p.Reviewer))], plan.Unfilled, loads.Min(), loads.Max());
    }
}
