using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>The applications that nothing else tells apart, and how many of them can have a place (0: only the waiting list's order).</summary>
public record DrawLots(IReadOnlyList<Guid> ApplicationIds, int Places);

/// <summary>
/// Draw lots between applications of a cohort that are eligible and undecided, with the seed that was committed to; the seed is
/// revealed with the order, holders of a priority first. It decides nothing by itself: staff select and waitlist as the order says, and are
/// refused otherwise. The formula stands at the cohort's lottery and in <c>docs/auditors.md</c>.
/// Refused with <c>cohort-over</c>, <c>lottery-not-committed</c>, <c>lottery-already-drawn</c>, <c>not-tied</c>, <c>drawn-before</c>.
/// </summary>
public static class DrawLotsEndpoint
{
    public static void Validate(DrawLots command) => Shape.Of(
        (command.ApplicationIds.Count is < 2 or > 500, "applicationIds", "2 to 500 applications."),
        (command.ApplicationIds.Distinct().Count() < command.ApplicationIds.Count, "applicationIds", "Each application once."),
        (command.Places < 0 || command.Places >= command.ApplicationIds.Count, "places", "Fewer places than applications."));

    [WolverinePost("/api/cohorts/{cohortId}/draw-lots"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid cohortId, DrawLots command, IDocumentSession session, CancellationToken cancel)
    {
        var intake = await Desk.LockAsync(session, cohortId, cancel);
        var call = await Desk.CallOfAsync(session, cohortId, cancel);
        var id = Lottery.IdOf(cohortId);
        await session.HoldAsync(id, cancel);
        var stream = await session.Events.FetchForWriting<Lottery>(id, cancel);
        var lottery = stream.Aggregate ?? new();
        var tied = await session.LoadManyAsync<Application>(cancel, command.ApplicationIds);
        var seed = lottery.Open is { } open ? await session.LoadAsync<SeedOfLots>(SeedOfLots.IdOf(cohortId, open.Number), cancel) : null;
        var drawn = Decide(lottery, call, tied, await WithPriorityAsync(session, tied, call.StrandId, cancel), command, seed?.Seed);
        stream.AppendOne(Prepared.Unless(intake.Aggregate?.IsReleased == true, drawn));
        return new(cohortId);
    }

    public static LotsDrawn Decide(Lottery lottery, Call call, IReadOnlyList<Application> tied, IReadOnlyList<Guid> withPriority, DrawLots command,
        string? seed)
    {
        call.MustNotBeOver();
        Refused.When(lottery.Draws.Count == 0, "lottery-not-committed", "No seed is committed to for this cohort.");
        Refused.When(lottery.Open is null || seed is null, "lottery-already-drawn", "A seed is for one draw; commit to another one.");
        Refused.When(tied.Count < command.ApplicationIds.Count
            || tied.Any(a => a.CohortId != call.Id || a.Status is not ApplicationStatus.Eligible), "not-tied",
            "Lots are drawn between applications of this cohort that are eligible and undecided.");
        Refused.When(lottery.Binding.Any(order => order.Intersect(command.ApplicationIds).Count() > 1), "drawn-before",
            "Lots were drawn between two of these already, and they are kept.");
        return new(call.Id, lottery.Open!.Number, seed!, command.Places, command.ApplicationIds, withPriority,
            Lottery.Order(seed!, command.ApplicationIds, withPriority));
    }

    /// <summary>The applications whose applicant has priority in the strand, under whatever identity (rule A6).</summary>
    private static async Task<IReadOnlyList<Guid>> WithPriorityAsync(IDocumentSession session, IReadOnlyList<Application> tied, Guid strandId,
        CancellationToken cancel)
    {
        List<Guid> found = [];
        foreach (var application in tied.OrderBy(a => a.Id))
        {
            var ids = await session.IdentitiesAsync(application.PersonId, cancel);
            var turns = await session.LoadManyAsync<FairTurn>(cancel, [.. ids.Select(p => FairTurn.IdOf(p, strandId))]);
            if (turns.Any(t => t.HasPriority)) found.Add(application.Id);
        }

        return found;
    }
}
