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
    /// staff.
    /// </summary>
    [WolverineGet("/api/people/{personId}/applications"), Authorize(Policies.Participant)]
    public static async Task<Page<ApplicationView>> List(Guid personId, ClaimsPrincipal user, IQuerySession session,
        [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from, caller) = (Paging.Limit(limit), Paging.After(after), Caller.Of(user));
        caller.MustBe(personId);
        var ids = await session.IdentitiesAsync(personId, cancel);
        var found = await session.Query<Application>().Where(a => a.PersonId.IsOneOf(ids) && a.Id > from)
            .OrderBy(a => a.Id).Take(most + 1).ToListAsync(cancel);
        var loaded = await session.LoadManyAsync<Intake>(cancel, [.. found.Select(a => Intake.IdOf(a.CohortId)).Distinct()]);
        var intakes = loaded.ToDictionary(i => i.CohortId);
        return Paging.Of([.. found.Select(a => ApplicationView.For(caller, a, intakes.GetValueOrDefault(a.CohortId)))], most, a => a.Id);
    }
}
