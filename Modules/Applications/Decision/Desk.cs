using Advance.Contracts;
using Advance.Shared;
using JasperFx.Events;
using Marten;
using Marten.Events;

namespace Advance.Applications;

/// <summary>
/// What a decision writes: one event to its application, what that does to the cohort's intake, and the promotion that follows
/// when a place became free.
/// </summary>
public record Outcome(object OnApplication, IReadOnlyList<object> OnIntake, ApplicationPromoted? Promoted = null);

/// <summary>
/// The desk on which one application is decided: everything on it was read behind the lock of the cohort's intake, so that
/// thirty deciders at once come one after the other, and each gets the rule's own answer instead of "changed meanwhile".
/// The intake (the giver of places) is always locked before an application is read.
/// </summary>
public sealed class Desk
{
    private readonly IDocumentSession _session;
    private readonly IEventStream<Intake> _intake;
    private readonly IEventStream<Application> _application;

    private Desk(IDocumentSession session, Call call, IEventStream<Intake> intake, IEventStream<Application> application) =>
        (_session, Call, _intake, _application) = (session, call, intake, application);

    public Call Call { get; }
    public Intake Intake => _intake.Aggregate!;
    public Application Application => _application.Aggregate!;

    /// <summary>The desk of an application, or 404.</summary>
    public static async Task<Desk> OpenAsync(IDocumentSession session, Guid applicationId, CancellationToken cancel)
    {
        // Only the cohort's id is read without the lock: it never changes, and a document read now might be an old one by then.
        var cohorts = await session.Query<Application>().Where(a => a.Id == applicationId).Select(a => a.CohortId).ToListAsync(cancel);
        if (cohorts.Count == 0) throw new Missing("application");
        var intake = await LockAsync(session, cohorts[0], cancel);
        var call = await CallOfAsync(session, cohorts[0], cancel);
        return new(session, call, intake, await session.Events.FetchForWriting<Application>(applicationId, cancel));
    }

    /// <summary>The intake of a cohort, locked until the transaction ends; also when it has no stream yet.</summary>
    public static async Task<IEventStream<Intake>> LockAsync(IDocumentSession session, Guid cohortId, CancellationToken cancel)
    {
        var id = Intake.IdOf(cohortId);
        await session.HoldAsync(id, cancel);
        return await session.Events.FetchForWriting<Intake>(id, cancel);
    }

    /// <summary>The call of a cohort as it is now, or 404.</summary>
    public static async Task<Call> CallOfAsync(IQuerySession session, Guid cohortId, CancellationToken cancel)
    {
        var call = await session.Events.AggregateStreamAsync<Call>(cohortId, token: cancel);
        return Missing.Unless(call?.IsOfCohort == true ? call : null, "cohort");
    }

    /// <summary>Decides an application at its desk and writes what was decided.</summary>
    public static Task<Done> DecideAsync(IDocumentSession session, Guid applicationId, Func<Desk, Outcome> decide, CancellationToken cancel) =>
        DecideAsync(session, applicationId, null, decide, cancel);

    /// <summary>The same by somebody who may do it for their own application only.</summary>
    public static async Task<Done> DecideAsync(IDocumentSession session, Guid applicationId, Caller? by, Func<Desk, Outcome> decide,
        CancellationToken cancel)
    {
        var desk = await OpenAsync(session, applicationId, cancel);
        by?.MustBe(desk.Application.PersonId);
        await desk.WriteAsync(decide(desk), cancel);
        return new(applicationId);
    }

    /// <summary>The same where lots bind.</summary>
    public static async Task<Done> DecideByLotsAsync(IDocumentSession session, Guid applicationId, Func<Desk, KeptLots, Outcome> decide,
        CancellationToken cancel)
    {
        var desk = await OpenAsync(session, applicationId, cancel);
        await desk.WriteAsync(decide(desk, await KeptLots.LoadAsync(session, desk.Application.CohortId, cancel)), cancel);
        return new(applicationId);
    }

    /// <summary>Writes it: a decision before the release as a prepared one, which nobody outside hears of.</summary>
    public async Task WriteAsync(Outcome outcome, CancellationToken cancel)
    {
        _application.AppendOne(Prepared.Unless(Intake.IsReleased, outcome.OnApplication));
        _intake.AppendMany(outcome.OnIntake);
        if (outcome.Promoted is { } promoted) await PromoteAsync(_session, Intake, promoted, cancel);
    }

    /// <summary>Tells a promoted application so; its place was taken on the intake, whose lock is held.</summary>
    public static async Task PromoteAsync(IDocumentSession session, Intake intake, ApplicationPromoted promoted, CancellationToken cancel)
    {
        var next = await session.Events.FetchForWriting<Application>(promoted.ApplicationId, cancel);
        next.AppendOne(Prepared.Unless(intake.IsReleased, promoted));
    }
}
