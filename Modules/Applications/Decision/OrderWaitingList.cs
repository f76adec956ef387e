using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>All applications that wait, the next one first.</summary>
public record OrderWaitingList(IReadOnlyList<Guid> ApplicationIds);

/// <summary>
/// Put the waiting list of a cohort in order, before the decisions are released: everybody on it, each once; those between whom lots were
/// drawn in their order. Refused with <c>cohort-over</c>, <c>already-released</c>, <c>waiting-list-mismatch</c>, <c>lots-not-kept</c>.
/// </summary>
public static class OrderWaitingListEndpoint
{
    public static void Validate(OrderWaitingList command) => Shape.Of(
        (command.ApplicationIds.Count is 0 or > 10_000, "applicationIds", "1 to 10,000 applications."));

    [WolverinePost("/api/cohorts/{cohortId}/order-waiting-list"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid cohortId, OrderWaitingList command, IDocumentSession session, CancellationToken cancel)
    {
        var intake = await Desk.LockAsync(session, cohortId, cancel);
        var call = await Desk.CallOfAsync(session, cohortId, cancel);
        var ordered = Decide(intake.Aggregate ?? new(), call, command, await KeptLots.LoadAsync(session, cohortId, cancel));
        intake.AppendOne(new Prepared<WaitingListOrdered>(ordered)); // before the release only
        return new(cohortId);
    }

    public static WaitingListOrdered Decide(Intake intake, Call call, OrderWaitingList command, KeptLots? lots = null)
    {
        call.MustNotBeOver();
        intake.MustNotBeReleased();
        Refused.When(!command.ApplicationIds.Order().SequenceEqual(intake.WaitingIds().Order()), "waiting-list-mismatch",
            "These are not those who wait, each once.");
        lots?.MustBeKeptBy(command.ApplicationIds);
        return new(call.Id, command.ApplicationIds);
    }
}
