using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Applications;

public static class ApplicationsOfPersonEndpoint
{
    /// <summary>
    /// A person's applications under whatever id of theirs, oldest first: for the person (without decisions that are not released) and for
    /// staff, those whose role is limited see the ones to their strand or cohort.
    /// </summary>
    [WolverineGet("/api/people/{personId}/applications"), Authorize(Policies.Participant)]
    public static async Task<Page<ApplicationView>> List(Guid personId, ClaimsPrincipal user, IQuerySession session,
        [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from, caller) = (Paging.Limit(limit), Paging.After(after), Caller.Of(user));
        caller.MustBe(personId);
        var ids = await session.IdentitiesAsync(personId, cancel);
        Guid[] cohorts = caller.Is(personId) ? [] : await BeyondAsync(session, ids, caller, cancel);
        var found = await session.Query<Application>().Where(a => a.PersonId.IsOneOf(ids) && !a.CohortId.IsOneOf(cohorts) && a.Id > from)
            .OrderBy(a => a.Id).Take(most + 1).ToListAsync(cancel);
        var loaded = await session.LoadManyAsync<Intake>(cancel, [.. found.Select(a => Intake.IdOf(a.CohortId)).Distinct()]);
        var intakes = loaded.ToDictionary(i => i.CohortId);
        return Paging.Of([.. found.Select(a => ApplicationView.For(caller, a, intakes.GetValueOrDefault(a.CohortId)))], most, a => a.Id);
    }

    /// <summary>The cohorts to which the person applied and which the caller's role does not reach.</summary>
    private static async Task<Guid[]> BeyondAsync(IQuerySession session, Guid[] ids, Caller caller, CancellationToken cancel)
    {
        if (caller.LimitedTo.Count == 0) return [];
        List<Guid> beyond = [];
        foreach (var cohortId in (await session.Query<Application>().Where(a => a.PersonId.IsOneOf(ids)).Select(a => a.CohortId).ToListAsync(cancel)).Distinct())
            if (!caller.Reaches((await Desk.CallOfAsync(session, cohortId, cancel)).StrandId, cohortId)) beyond.Add(cohortId);
        return [.. beyond];
    }
}
