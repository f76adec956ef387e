using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>
/// More places go at once to the first who wait. Nobody can jump that queue in between (see <see cref="Intake.IsFull"/>), and when
/// it is heard again nothing is left to give.
/// </summary>
public static class OnCapRaised
{
    public static async Task Handle(CapRaised raised, IDocumentSession session, CancellationToken cancel)
    {
        var stream = await Desk.LockAsync(session, raised.CohortId, cancel);
        if (stream.Aggregate is not { } intake) return;
        var call = await Desk.CallOfAsync(session, raised.CohortId, cancel);
        if (call.Status is CallStatus.Over) return;
        var (taken, promoted) = intake.Fill(call);
        if (promoted.Count == 0) return;
        stream.AppendMany(taken);
        foreach (var next in promoted) await Desk.PromoteAsync(session, intake, next, cancel);
    }
}
