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
        var due = applications.Where(a => IsDue(a, call)).Select(a => (Id: FairTurn.IdOf(a.PersonId, call.StrandId), Application: a));
        foreach (var (id, application) in due.OrderBy(d => d.Id)) // one order for all who take several locks
        {
            await ChangeAsync(session, id, turn => turn.After(application, call) is { } e ? [e] : [], cancel);
        }
    }

    /// <summary>Writes what a turn makes of itself behind its lock; it begins with its first priority.</summary>
    public static async Task ChangeAsync(IDocumentSession session, Guid id, Func<FairTurn, IReadOnlyList<object>> decide, CancellationToken cancel)
    {
        await session.HoldAsync(id, cancel);
        var stream = await session.Events.FetchForWriting<FairTurn>(id, cancel);
        var events = decide(stream.Aggregate ?? new());
        if (events.Count == 0) return;
        if (stream.Aggregate is null) session.Events.StartStream<FairTurn>(id, events);
        else stream.AppendMany(events);
    }

    /// <summary>Whether a turn may change by how the application stands.</summary>
    private static bool IsDue(Application application, Call call) => new FairTurn().After(application, call) is not null
        || application.Status is ApplicationStatus.Selected or ApplicationStatus.Offered or ApplicationStatus.Accepted;
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

/// <summary>Priority follows the person (rule A6): what a merged identity held goes to the one that took its place.</summary>
public static class OnPersonMergedIntoAnother
{
    /// <summary>The reason by which the former identity has its priority no longer.</summary>
    public const string Reason = "person-merged";

    public static async Task Handle(PersonMerged merged, IDocumentSession session, CancellationToken cancel)
    {
        var held = await session.Query<FairTurn>().Where(t => t.PersonId == merged.MergedPersonId).ToListAsync(cancel);
        foreach (var former in held.Where(t => t.HasPriority).OrderBy(t => t.Id))
        {
            await FairTurns.ChangeAsync(session, former.Id,
                turn => turn.HasPriority ? [new PriorityWithdrawn(turn.PersonId, turn.StrandId, Reason)] : [], cancel);
            await FairTurns.ChangeAsync(session, FairTurn.IdOf(merged.PersonId, former.StrandId),
                turn => former.HandedTo(turn, merged.PersonId), cancel);
        }
    }
}
