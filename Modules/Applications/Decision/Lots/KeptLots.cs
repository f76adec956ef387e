using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>
/// The orders of a cohort's draws that bind, and who of those drawn was declined for want of places. Whoever was drawn earlier comes
/// first: only their own withdrawal, a decision on their merit or a draw set aside lets others pass. An appeal has its own judges and
/// passes too.
/// </summary>
public record KeptLots(IReadOnlyList<IReadOnlyList<Guid>> Orders, IReadOnlySet<Guid> DeniedForCapacity)
{
    private const string Sentence = "Lots were drawn: whoever was drawn earlier is decided first, or the draw is set aside.";

    /// <summary>As things stand behind the lock of the intake, which a draw takes as well.</summary>
    public static async Task<KeptLots> LoadAsync(IQuerySession session, Guid cohortId, CancellationToken cancel)
    {
        var orders = (await session.LoadAsync<Lottery>(Lottery.IdOf(cohortId), cancel))?.Binding ?? [];
        if (orders.Count == 0) return new([], new HashSet<Guid>());
        var drawn = await session.LoadManyAsync<Application>(cancel, orders.SelectMany(o => o).Distinct());
        return new(orders, drawn.Where(a => a is { Status: ApplicationStatus.Declined, Ground: DeclineGround.Capacity }).Select(a => a.Id).ToHashSet());
    }

    /// <summary>A place goes to nobody while one who was drawn earlier is undecided, waits, or was told that there is none.</summary>
    public void MustBeKeptBySelecting(Guid applicationId, Intake intake) =>
        Refused.When(Before(applicationId).Any(e => IsPassedOver(e, intake) || Is(e, Standing.Waiting, intake)), "lots-not-kept", Sentence);

    /// <summary>At this position of the list: behind those who were drawn earlier, who are decided, and before those who were drawn later.</summary>
    public void MustBeKeptByWaiting(Guid applicationId, int position, Intake intake)
    {
        Refused.When(Before(applicationId).Any(e => IsPassedOver(e, intake)), "lots-not-kept", Sentence);
        var list = intake.WaitingIds().ToList();
        list.Insert(Math.Min(position - 1, list.Count), applicationId);
        MustBeKeptBy(list);
    }

    /// <summary>A waiting list has those between whom lots were drawn in their order.</summary>
    public void MustBeKeptBy(IReadOnlyList<Guid> waitingList) =>
        Refused.When(Orders.Any(o => !waitingList.Where(o.Contains).SequenceEqual(o.Where(waitingList.Contains))), "lots-not-kept", Sentence);

    /// <summary>
    /// Nobody goes without a place, declined for want of one or undecided again, behind whom somebody was drawn who has one or waits for one.
    /// </summary>
    public void MustBeKeptByGoingWithout(Guid applicationId, Intake intake) =>
        Refused.When(Behind(applicationId).Any(l => Is(l, Standing.Holding, intake) || Is(l, Standing.Waiting, intake)), "lots-not-kept", Sentence);

    private IEnumerable<Guid> Before(Guid applicationId) =>
        Orders.Where(o => o.Contains(applicationId)).SelectMany(o => o.TakeWhile(id => id != applicationId));

    private IEnumerable<Guid> Behind(Guid applicationId) =>
        Orders.Where(o => o.Contains(applicationId)).SelectMany(o => o.SkipWhile(id => id != applicationId).Skip(1));

    private bool IsPassedOver(Guid earlier, Intake intake) => Is(earlier, Standing.Undecided, intake) || DeniedForCapacity.Contains(earlier);

    private static bool Is(Guid applicationId, Standing standing, Intake intake) =>
        intake.Entries.Any(e => e.ApplicationId == applicationId && e.Standing == standing);
}
