using Advance.Contracts;
using Advance.Shared;
using JasperFx.Events;
using Marten;

namespace Advance.Applications;

/// <summary>
/// The desk on which reviews of one cohort change: everything on it was read behind the lock of the cohort's panel. Whoever needs to
/// know conflicts takes the lock of conflicts first: an assignment and a relationship that becomes known at the same moment come one
/// after the other, and whichever is second sees the first.
/// </summary>
public sealed class ReviewDesk
{
    private const string ConflictLock = "applications.review-conflicts";
    private readonly IDocumentSession _session;
    private readonly IEventStream<ReviewPanel> _panel;

    private ReviewDesk(IDocumentSession session, CohortOfReview cohort, IEventStream<ReviewPanel> panel) =>
        (_session, Cohort, _panel) = (session, cohort, panel);

    public CohortOfReview Cohort { get; }
    public ReviewPanel Panel => _panel.Aggregate ?? new();

    /// <summary>Holds back every assignment until the transaction ends.</summary>
    public static Task HoldConflictsAsync(IDocumentSession session, CancellationToken cancel) => session.HoldAsync(ConflictLock, cancel);

    /// <summary>The desk of a cohort, or 404.</summary>
    public static async Task<ReviewDesk> OpenAsync(IDocumentSession session, Guid cohortId, CancellationToken cancel)
    {
        var cohort = await CohortAsync(session, cohortId, cancel);
        var id = ReviewPanel.IdOf(cohortId);
        await session.HoldAsync(id, cancel);
        return new(session, cohort, await session.Events.FetchForWriting<ReviewPanel>(id, cancel));
    }

    /// <summary>The cohort, or 404.</summary>
    public static async Task<CohortOfReview> CohortAsync(IQuerySession session, Guid cohortId, CancellationToken cancel)
    {
        var cohort = await session.Events.AggregateStreamAsync<CohortOfReview>(cohortId, token: cancel);
        return Missing.Unless(cohort?.IsPlanned == true ? cohort : null, "cohort");
    }

    /// <summary>The application, or 404.</summary>
    public static async Task<Application> ApplicationAsync(IQuerySession session, Guid applicationId, CancellationToken cancel) =>
        Missing.Unless(await session.LoadAsync<Application>(applicationId, cancel), "application");

    /// <summary>Everyone whose application to the cohort is alive.</summary>
    public static async Task<IReadOnlyList<Guid>> ApplicantsAsync(IQuerySession session, Guid cohortId, CancellationToken cancel) =>
        [.. (await session.LoadAsync<Intake>(Intake.IdOf(cohortId), cancel))?.Entries.Select(e => e.PersonId) ?? []];

    /// <summary>The review of an application; it has no stream yet while its version is 0.</summary>
    public Task<IEventStream<Review>> ReviewAsync(Guid applicationId, CancellationToken cancel) =>
        _session.Events.FetchForWriting<Review>(Review.IdOf(applicationId), cancel);

    public void Write(IEventStream<Review> review, params object[] events)
    {
        if (review.Aggregate is null) _session.Events.StartStream<Review>(review.Id, events);
        else review.AppendMany(events);
    }

    public void Write(params object[] events)
    {
        if (_panel.Aggregate is null) _session.Events.StartStream<ReviewPanel>(_panel.Id, events);
        else _panel.AppendMany(events);
    }
}
