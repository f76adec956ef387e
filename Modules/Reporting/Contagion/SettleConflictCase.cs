using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Reporting.Contagion;

/// <summary>Which case, and how it was settled.</summary>
public record SettleConflictCase(Guid CaseId, CaseOutcome Outcome);

/// <summary>
/// Settle a case of a conflict search. A remedy that shows in the log must have been done: a proposal or mentorship over, a seat free.
/// Refused with <c>case-settled</c>, <c>remedy-not-done</c>.
/// </summary>
public static class SettleConflictCaseEndpoint
{
    public static void Validate(SettleConflictCase command) => Shape.Of((!Enum.IsDefined(command.Outcome), "outcome", "There is no such outcome."));

    [WolverinePost("/api/conflict-searches/{searchId}/settle"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(SettleConflictCase command, Guid searchId, IDocumentSession session, CancellationToken cancel)
    {
        var result = Missing.Unless(await session.LoadAsync<ConflictSearchResult>(searchId, cancel), "search");
        var found = Missing.Unless(result.Cases.FirstOrDefault(c => c.CaseId == command.CaseId), "case");
        var search = await session.Events.FetchForExclusiveWriting<ConflictSearch>(searchId, cancel);
        var thing = await session.QueryForNonStaleData<Touched>(TimeSpan.FromSeconds(5)).FirstOrDefaultAsync(t => t.Id == found.ThingId, cancel);
        var settled = Decide(search.Aggregate!, found, thing, command);
        search.AppendOne(settled);
        if (search.Aggregate!.Settled.Count + 1 >= result.Cases.Count) session.Store(result with { IsOpen = false });
        return new(searchId);
    }

    public static ConflictCaseSettled Decide(ConflictSearch search, FoundCase found, Touched? thing, SettleConflictCase command)
    {
        Refused.When(search.Settled.Any(s => s.CaseId == command.CaseId), "case-settled", "This case is settled already.");
        Refused.When(command.Outcome == CaseOutcome.RemedyDone && Stands(found, thing), "remedy-not-done",
            "The remedy does not show in the log yet: end, withdraw or vacate first.");
        return new(search.Id, command.CaseId, command.Outcome);
    }

    /// <summary>Whether the two are still in the thing, as far as the log shows it.</summary>
    private static bool Stands(FoundCase found, Touched? thing)
    {
        bool Seated(Guid person) => thing?.Parts.Any(p => p.PersonId == person && p.Until is null) == true;
        return thing?.OverAt is null && found.Remedy switch
        {
            Remedy.WithdrawAndRecompute or Remedy.ConflictCase or Remedy.WithdrawOneApplication => thing is not null,
            Remedy.VacateOrMoveSeat => Seated(found.PersonId) && Seated(found.OtherPersonId),
            Remedy.VacateOneSeat => Seated(found.PersonId),
            _ => false,
        };
    }
}
