using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>An application as one of its reviewers meets it: in a blind review under another id and a pseudonym.</summary>
internal sealed record ReviewCase(Guid Id, Guid CallerId, Guid ReviewerId, Review Review, Application Application, ReviewPanel Panel, Pseudonyms Pseudonyms);

/// <summary>
/// The cases of one reviewer (rule A5): those that are assigned to the person under any identity, without those in which a conflict is
/// known by now, whether or not the assignment has been ended yet.
/// </summary>
internal static class CasesOfReviewer
{
    public static async Task<IReadOnlyList<ReviewCase>> LoadAsync(IQuerySession session, Caller caller, CancellationToken cancel)
    {
        if (caller.PersonId is not { } person) throw new Forbidden("A reviewer's token names a person.");
        var own = (await KnowledgeOfReview.LoadAsync(session, [person], cancel)).IdentitiesOf(person);
        List<Review> reviews = [];
        foreach (var id in own) reviews.AddRange(await session.Query<Review>().Where(r => r.Active.Contains(id)).ToListAsync(cancel));
        reviews = [.. reviews.DistinctBy(r => r.Id)];
        if (reviews.Count == 0) return [];

        Guid[] cohortIds = [.. reviews.Select(r => r.CohortId).Distinct()];
        var applications = (await session.LoadManyAsync<Application>(cancel, reviews.Select(r => r.ApplicationId))).ToDictionary(a => a.Id);
        var panels = (await session.LoadManyAsync<ReviewPanel>(cancel, cohortIds.Select(ReviewPanel.IdOf))).ToDictionary(p => p.CohortId);
        var salts = (await session.LoadManyAsync<BlindSalt>(cancel, cohortIds)).ToDictionary(s => s.Id);
        var intakes = (await session.LoadManyAsync<Intake>(cancel, cohortIds.Select(Intake.IdOf))).ToDictionary(i => i.CohortId);
        ReviewConflicts conflicts = new(await KnowledgeOfReview.LoadAsync(session, [person, .. applications.Values.Select(a => a.PersonId),
            .. applications.Values.SelectMany(a => a.MentorWishes), .. intakes.Values.SelectMany(i => i.Entries).Select(e => e.PersonId)],
            cancel, isCaughtUp: true));

        List<ReviewCase> cases = [];
        foreach (var cohortId in cohortIds)
        {
            var cohort = await ReviewDesk.CohortAsync(session, cohortId, cancel);
            if (cohort.IsOver || panels.GetValueOrDefault(cohortId) is not { Rules: not null } panel || !salts.TryGetValue(cohortId, out var salt)) continue;
            Pseudonyms pseudonyms = new(salt);
            IReadOnlyList<Guid> applicants = [.. intakes.GetValueOrDefault(cohortId)?.Entries.Select(e => e.PersonId) ?? []];
            foreach (var review in reviews.Where(r => r.CohortId == cohortId))
            {
                var application = applications[review.ApplicationId];
                if (application.Status is ApplicationStatus.Withdrawn || conflicts.IsErased(application.PersonId)
                    || conflicts.Against(person, application, applicants, cohort.Since) is not null) continue;
                cases.Add(new(panel.IsBlind ? pseudonyms.CaseOf(application.Id) : application.Id, person, review.Active.First(own.Contains), review,
                    application, panel, pseudonyms));
            }
        }

        return cases;
    }

    /// <summary>One of the caller's cases by the id under which the caller knows it, or null.</summary>
    public static async Task<ReviewCase?> FindAsync(IQuerySession session, Caller caller, Guid id, CancellationToken cancel) =>
        (await LoadAsync(session, caller, cancel)).FirstOrDefault(c => c.Id == id);
}
