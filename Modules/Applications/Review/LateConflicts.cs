using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>Ends assignments in which a conflict became known after they were made (rules A5, A6). Looking again changes nothing.</summary>
public static class LateConflicts
{
    /// <summary>Looks at every review that these people apply to or assess, under any identity.</summary>
    public static async Task LookAsync(IReadOnlyList<Guid> people, IDocumentSession session, CancellationToken cancel)
    {
        await KnowledgeOfReview.CatchUpAsync(session, cancel); // before the lock, which others wait for
        await ReviewDesk.HoldConflictsAsync(session, cancel);
        Guid[] ids = [.. (await KnowledgeOfReview.IdentitiesAsync(session, people, cancel)).Keys];
        var touched = (await session.Query<Review>().Where(r => r.ApplicantId.IsOneOf(ids)).ToListAsync(cancel)).ToList();
        foreach (var id in ids) touched.AddRange(await session.Query<Review>().Where(r => r.Active.Contains(id)).ToListAsync(cancel));
        foreach (var cohort in touched.Where(r => r.Active.Count > 0).DistinctBy(r => r.Id).GroupBy(r => r.CohortId).OrderBy(g => g.Key))
            await EndAsync(await ReviewDesk.OpenAsync(session, cohort.Key, cancel), [.. cohort.Select(r => r.ApplicationId)], session, cancel);
    }

    /// <summary>Ends what may no longer be among the reviews of these applications, all of one cohort; the caller holds the locks.</summary>
    public static async Task EndAsync(ReviewDesk desk, IReadOnlyList<Guid> applicationIds, IDocumentSession session, CancellationToken cancel)
    {
        if (applicationIds.Count == 0) return;
        var applications = (await session.LoadManyAsync<Application>(cancel, applicationIds)).ToDictionary(a => a.Id);
        var applicants = await ReviewDesk.ApplicantsAsync(session, desk.Cohort.Id, cancel);
        var reviews = new List<JasperFx.Events.IEventStream<Review>>();
        foreach (var id in applicationIds) reviews.Add(await desk.ReviewAsync(id, cancel));
        ReviewConflicts conflicts = new(await KnowledgeOfReview.LoadAsync(session, [.. applicants, .. applications.Values.Select(a => a.PersonId),
            .. applications.Values.SelectMany(a => a.MentorWishes), .. reviews.SelectMany(r => r.Aggregate?.Active ?? [])], cancel));
        foreach (var stream in reviews)
            if (stream.Aggregate is { } review
                && Decide(review, applications[review.ApplicationId], applicants, conflicts, desk.Cohort) is { Count: > 0 } ended)
                desk.Write(stream, [.. ended]);
    }

    public static IReadOnlyList<object> Decide(Review review, Application application, IReadOnlyList<Guid> applicants, ReviewConflicts conflicts,
        CohortOfReview cohort)
    {
        List<object> ended = [];
        HashSet<Guid> present = [];
        foreach (var reviewer in review.Active)
        {
            if (conflicts.Against(reviewer, application, applicants, cohort.Since) is not null)
                ended.Add(new ReviewerConflicted(review.ApplicationId, review.CohortId, review.ApplicantId, reviewer));
            else if (!present.Add(conflicts.Present(reviewer))) // two identities of one person do not count twice
                ended.Add(new ReviewerReleased(review.ApplicationId, review.CohortId, review.ApplicantId, reviewer));
        }

        return ended;
    }
}
