using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>
/// Something to be declared with an application: its key, its words where the office gave some, and the day before which the date that it
/// states may not lie, or null where it states no date.
/// </summary>
public record DeclarationView(string Key, DeclarationWords? Words, DateOnly? NotBefore);

public static class DeclarationsOfCohortEndpoint
{
    /// <summary>What an application to the cohort's call has to declare, by the policy in force when it was published; 404 before that.</summary>
    [WolverineGet("/api/cohorts/{cohortId}/declarations"), Authorize(Policies.Anyone)]
    public static async Task<Page<DeclarationView>> Get(Guid cohortId, IQuerySession session, CancellationToken cancel)
    {
        var cohort = Missing.Unless(await session.LoadAsync<Cohort>(cohortId, cancel), "cohort");
        var policy = Missing.Unless(cohort.Policy, "call");
        var notes = await session.LoadAsync<PolicyNotes>(PolicyNotes.IdOf(cohort.StrandId, cohort.PolicyVersion ?? 0), cancel) ?? new();
        return new([.. (policy.RequiredDeclarations ?? []).Select(key => new DeclarationView(key, notes.Declarations.GetValueOrDefault(key),
            policy.DatedDeclarations?.FirstOrDefault(d => d.Key == key)?.NotBefore(PublishedDeadline(cohort))))], null);
    }

    /// <summary>An extension moves no date that follows from the deadline; older cohorts, which do not know theirs as published, have no such dates.</summary>
    private static DateTimeOffset PublishedDeadline(Cohort cohort) => cohort.AsPublished?.DeadlineFor(cohort.StartsOn) ?? cohort.Deadline!.Value;
}
