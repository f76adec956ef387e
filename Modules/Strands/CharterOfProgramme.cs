using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>The charter: its versions, and the number of the one in force today (null before the first).</summary>
public record CharterView(Guid Id, int Version, string? InForce, IReadOnlyList<CharterVersion> Versions) : IVersioned;

public static class CharterOfProgrammeEndpoint
{
    /// <summary>The mentoring charter's versions and the one in force.</summary>
    [WolverineGet("/api/charter"), Authorize(Policies.Anyone)]
    public static async Task<CharterView> Get(IQuerySession session, TimeProvider clock, CancellationToken cancel)
    {
        var charter = Missing.Unless(await session.LoadAsync<Charter>(Charter.TheId, cancel), "charter");
        return new(charter.Id, charter.Version, charter.On(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))?.Number, charter.Versions);
    }
}
