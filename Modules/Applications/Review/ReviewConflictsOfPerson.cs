using Advance.Contracts;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// A review or an appeal that a conflict touches: who was to judge whom, the rule, the days in which tie and review meet (open when null;
/// both null where the rule has no days), since when it is known, and what is to be done. <c>LearntLate</c>: it was not known when the
/// reviewer was assigned.
/// </summary>
public record ReviewConflictView(string Kind, Guid ApplicationId, Guid CohortId, Guid ApplicantId, Guid ReviewerId, string Rule, Guid? Through, DateOnly? From,
    DateOnly? Until, DateTimeOffset? KnownSince, DateTimeOffset AssignedAt, DateTimeOffset? AssessedAt, DateTimeOffset? EndedAt, PartEnd? End, bool LearntLate,
    ReviewRemedy Remedy)
{
    public static ReviewConflictView Of(TouchedReview t) => new(t.Part.IsAppeal ? "Appeal" : "Review", t.Part.ApplicationId, t.Part.CohortId,
        t.Part.ApplicantId, t.Part.ReviewerId, t.Rule, t.Through, t.From, t.Until, t.KnownSince, t.Part.AssignedAt, t.Part.AssessedAt, t.Part.EndedAt,
        t.Part.End, t.LearntLate, t.Remedy);
}

public static class ReviewConflictsOfPersonEndpoint
{
    /// <summary>
    /// The reviews and appeals of a person, as applicant or reviewer and over or not, that a conflict touches, the first assignment in front:
    /// by every rule, or with <c>causeId</c> only what followed from that relationship or affiliation, or, together with
    /// <c>otherPersonId</c>, from that merge. A conflict search (<c>/api/conflict-searches</c>) names this address for its cause; which
    /// review is touched stands in no event.
    /// </summary>
    [WolverineGet("/api/review-conflicts"), Authorize(Policies.Staff)]
    public static async Task<Page<ReviewConflictView>> List([FromQuery] Guid? personId, [FromQuery] Guid? otherPersonId, [FromQuery] Guid? causeId,
        [FromQuery] int? after, [FromQuery] int? limit, IQuerySession session, CancellationToken cancel)
    {
        var (most, skip) = (Paging.Limit(limit), after ?? 0);
        Shape.Of((skip < 0, "after", "This is not a cursor of this list."), (personId is null, "personId", "A person is named."));
        Guid[] asked = [personId!.Value, .. otherPersonId is { } other ? [other] : Array.Empty<Guid>()];
        await KnowledgeOfReview.CatchUpAsync(session, cancel);
        var identities = await KnowledgeOfReview.IdentitiesAsync(session, asked, cancel);
        var parts = await PartsAsync(session, [.. identities.Keys], cancel);
        var cases = await CasesAsync(session, parts, cancel);
        var facts = await KnowledgeOfReview.LoadAsync(session, [.. asked, .. parts.SelectMany(p => new[] { p.ReviewerId, p.ApplicantId }),
            .. cases.Values.SelectMany(c => c.Applicants.Concat(c.Application.MentorWishes))], cancel, isCaughtUp: true);
        if (CauseOf(facts, causeId, asked, identities) is not { } cause) return new([], null);
        var touched = new TouchedReviews(cause).Of(parts, p => cases[p.ApplicationId]);
        var page = touched.Skip(skip).Take(most).Select(ReviewConflictView.Of).ToList();
        return new(page, skip + page.Count < touched.Count ? $"{skip + page.Count}" : null);
    }

    private static ReviewCause? CauseOf(ReviewFacts facts, Guid? causeId, Guid[] people, Dictionary<Guid, PersonInReview?> identities)
    {
        if (causeId is not { } id) return new(facts);
        foreach (var (kept, merged) in people is [var one, var other] ? new[] { (one, other), (other, one) } : [])
            if (id == Ids.Of("merge", kept, merged) && identities.GetValueOrDefault(merged) is { MergedAt: { } at })
                return ReviewCause.OfMerge(facts, merged, at);
        return ReviewCause.OfTie(facts, id);
    }

    /// <summary>Every part that one of these ids had, or that somebody had in one of their cases.</summary>
    private static async Task<IReadOnlyList<PartInReview>> PartsAsync(IQuerySession session, Guid[] ids, CancellationToken cancel)
    {
        List<Guid> streams = [.. await session.Query<Review>().Where(r => r.ApplicantId.IsOneOf(ids)).Select(r => r.Id).ToListAsync(cancel),
            .. await session.Query<Appeal>().Where(a => a.PersonId.IsOneOf(ids)).Select(a => a.Id).ToListAsync(cancel)];
        foreach (var id in ids)
        {
            streams.AddRange(await session.Query<Review>().Where(r => r.Active.Contains(id) || r.Conflicted.Contains(id) || r.Recused.Contains(id)
                || r.Released.Contains(id)).Select(r => r.Id).ToListAsync(cancel));
            streams.AddRange(await session.Query<Appeal>().Where(a => a.Reviewers.Contains(id)).Select(a => a.Id).ToListAsync(cancel));
        }

        var log = await EventsAsync(session, [.. streams.Distinct()], cancel);
        return [.. PartsInReview.Of(log.Select(e => (e.Data, e.Timestamp.ToUniversalTime())))
            .Where(p => ids.Contains(p.ReviewerId) || ids.Contains(p.ApplicantId))];
    }

    private static async Task<Dictionary<Guid, ReviewedCase>> CasesAsync(IQuerySession session, IReadOnlyList<PartInReview> parts, CancellationToken cancel)
    {
        Guid[] ids = [.. parts.Select(p => p.ApplicationId).Distinct()];
        var log = await EventsAsync(session, ids, cancel);
        var appeals = (await session.LoadManyAsync<Appeal>(cancel, ids.Select(Appeal.IdOf))).ToDictionary(a => a.ApplicationId);
        Dictionary<Guid, ReviewedCase> cases = [];
        foreach (var cohort in (await session.LoadManyAsync<Application>(cancel, ids)).GroupBy(a => a.CohortId))
        {
            var since = (await ReviewDesk.CohortAsync(session, cohort.Key, cancel)).Since;
            var panel = await session.LoadAsync<ReviewPanel>(ReviewPanel.IdOf(cohort.Key), cancel) ?? new();
            var intake = await session.LoadAsync<Intake>(Intake.IdOf(cohort.Key), cancel) ?? new();
            foreach (var application in cohort)
            {
                var decided = Prepared.DecisionsIn(log.Where(e => e.StreamId == application.Id)).LastOrDefault();
                cases[application.Id] = new(application, [.. intake.Entries.Select(e => e.PersonId)], since, panel.Phase is ReviewPhase.Closed,
                    intake.IsReleased, decided?.Timestamp.ToUniversalTime(), appeals.GetValueOrDefault(application.Id) is { Outcome: null });
            }
        }

        return cases;
    }

    private static async Task<IReadOnlyList<IEvent>> EventsAsync(IQuerySession session, Guid[] streams, CancellationToken cancel) => streams.Length == 0 ? []
        : await session.Events.QueryAllRawEvents().Where(e => e.StreamId.IsOneOf(streams)).OrderBy(e => e.Sequence).ToListAsync(cancel);
}
