using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>What an erasure would destroy: how many documents of which kinds, as its receipt will name them.</summary>
public record ErasureView(Guid Id, IReadOnlyDictionary<string, int> WouldErase);

public static class ErasureOfPersonEndpoint
{
    /// <summary>
    /// What the erasure of this person would destroy, before anybody decides on it; nothing personal is in the answer. Refused as the
    /// erasure would be: with <c>person-erased</c>, <c>person-merged</c>.
    /// </summary>
    [WolverineGet("/api/people/{personId}/erasure"), Authorize(Policies.Staff)]
    public static async Task<ErasureView> Get(Guid personId, IQuerySession session, CancellationToken cancel)
    {
        var person = Missing.Unless(await session.LoadAsync<Person>(personId, cancel), "person");
        var would = ErasePersonEndpoint.Decide(person, await ErasePersonEndpoint.CountsAsync(session, personId, cancel));
        return new(personId, would.Erased);
    }
}
