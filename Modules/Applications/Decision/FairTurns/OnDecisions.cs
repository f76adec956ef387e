using Advance.Contracts;
using Advance.Shared;
using Marten;

namespace Advance.Applications;

/// <summary>
/// What decisions mean for fair turns, once they are released. It looks at how the applications stand now and not at what was heard,
/// behind the lock of the intake: so it may hear things twice and in any order.
/// </summary>
internal static class FairTurns
{
    /// <summary>Settles the turns of all applicants of a cohort, or of one.</summary>
    public static async Task SettleAsync(IDocumentSession session, Guid cohortId, CancellationToken cancel, Guid? applicationId = null)
    {
        // A decision that is not released yet is looked at again when it is.
        if (await session.LoadAsync<Intake>(Intake.IdOf(cohortId), cancel) is not { IsReleased: true }) return;
        await Desk.LockAsync(session, cohortId, cancel);
        var call = await Desk.CallOfAsync(session, cohortId, cancel);
        var query = session.Query<Application>().Where(a => a.CohortId == cohortId);
        if (applicationId is { } only) query = query.Where(a => a.Id == only);
        var applications = await query.ToListAsync(cancel);
        var byTurn = applications.OrderBy(a => a.Id).GroupBy(a => FairTurn.IdOf(a.PersonId, call.StrandId)).OrderBy(g => g.Key).ToList();
        var turns = (await session.LoadManyAsync<FairTurn>(cancel, byTurn.Select(g => g.Key))).ToDictionary(t => t.Id);
        foreach (var (id, application) in byTurn.SelectMany(g => g.Select(a => (g.Key, a))))
        {
            if ((turns.GetValueOrDefault(id) ?? new()).After(application, call) is not null) await WriteAsync(session, id, application, call, cancel);
        }
    }

    private static async Task WriteAsync(IDocumentSession session, Guid id, Application application, Call call, CancellationToken cancel)
    {
        await session.HoldAsync(id, cancel);
        var stream = await session.Events.FetchForWriting<FairTurn>(id, cancel);
        if ((stream.Aggregate ?? new()).After(application, call) is not { } e) return;
        if (stream.Aggregate is null) session.Events.StartStream<FairTurn>(id, e);
        else stream.AppendOne(e);
    }
}

/// <summary>Whoever was declined for want of places has priority; whoever has a place has used theirs.</summary>
public static class OnDecisionsReleased
{
    public static Task Handle(DecisionsReleased released, IDocumentSession session, CancellationToken cancel) =>
        FairTurns.SettleAsync(session, released.CohortId, cancel);
}

/// <summary>Whoever still waits when the cohort starts has priority.</summary>
public static class OnCohortStarted
{
    public static Task Handle(CohortStarted started, IDocumentSession session, CancellationToken cancel) =>
        FairTurns.SettleAsync(session, started.CohortId, cancel);
}

/// <summary>Who waited may be declined after the release.</summary>
public static class OnApplicationDeclined
{
    public static Task Handle(ApplicationDeclined declined, IDocumentSession session, CancellationToken cancel) =>
        FairTurns.SettleAsync(session, declined.CohortId, cancel, declined.ApplicationId);
}

/// <summary>An appeal may give a place after the release.</summary>
public static class OnApplicationSelected
{
    public static Task Handle(ApplicationSelected selected, IDocumentSession session, CancellationToken cancel) =>
        FairTurns.SettleAsync(session, selected.CohortId, cancel, selected.ApplicationId);
}

/// <summary>Who waited got a place.</summary>
public static class OnApplicationPromoted
{
    public static Task Handle(ApplicationPromoted promoted, IDocumentSession session, CancellationToken cancel) =>
        FairTurns.SettleAsync(session, promoted.CohortId, cancel, promoted.ApplicationId);
}
