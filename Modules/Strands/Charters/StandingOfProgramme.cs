using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>The version on which a person stands, since when, and whether it is the one in force on that day.</summary>
public record StandingView(Guid PersonId, string CharterVersion, DateTimeOffset Since, bool IsCurrent);

/// <summary>So many stand on a version.</summary>
public record StandingsOfVersion(string CharterVersion, DateOnly EffectiveFrom, int Persons);

/// <summary>How many stand on which version on a day; <c>Outstanding</c> accepted an earlier one and not yet the one in force.</summary>
public record StandingSummary(DateOnly On, string? InForce, int Current, int Outstanding, IReadOnlyList<StandingsOfVersion> Versions);

public static class StandingOfProgrammeEndpoint
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Who stands on which version of the charter at the end of a day, today unless told; who never accepted one is not listed.</summary>
    [WolverineGet("/api/charter/standing"), Authorize(Policies.Staff)]
    public static async Task<Page<StandingView>> List(IQuerySession session, TimeProvider clock, [FromQuery] DateOnly? on, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from, day) = (Paging.Limit(limit), Paging.After(after), Day(on, clock));
        var (before, charter) = (EndOf(day), await CharterAsync(session, cancel));
        var found = await On(session, before).Where(s => s.Id > from).OrderBy(s => s.Id).Take(most + 1).ToListAsync(cancel);
        var inForce = charter.On(day)?.Number;
        return Paging.Of([.. found.Select(s => (s.Id, Last: StandingOnCharter.Of(s.Accepted, charter, before)!))
            .Select(s => new StandingView(s.Id, s.Last.CharterVersion, s.Last.At, s.Last.CharterVersion == inForce))], most, s => s.PersonId);
    }

    /// <summary>How many stand on each version of the charter at the end of a day, today unless told.</summary>
    [WolverineGet("/api/charter/standing/summary"), Authorize(Policies.Staff)]
    public static async Task<StandingSummary> Summary(IQuerySession session, TimeProvider clock, [FromQuery] DateOnly? on, CancellationToken cancel)
    {
        var day = Day(on, clock);
        var (before, charter) = (EndOf(day), await CharterAsync(session, cancel));
        Dictionary<string, int> counts = [];
        await foreach (var standing in On(session, before).ToAsyncEnumerable(cancel))
        {
            var version = StandingOnCharter.Of(standing.Accepted, charter, before)!.CharterVersion;
            counts[version] = counts.GetValueOrDefault(version) + 1;
        }

        var (inForce, all) = (charter.On(day)?.Number, counts.Values.Sum());
        var current = inForce is null ? 0 : counts.GetValueOrDefault(inForce);
        var versions = charter.Versions.Where(v => v.EffectiveFrom <= day);
        return new(day, inForce, current, all - current,
            [.. versions.Select(v => new StandingsOfVersion(v.Number, v.EffectiveFrom, counts.GetValueOrDefault(v.Number)))]);
    }

    private static IQueryable<StandingOnCharter> On(IQuerySession session, DateTimeOffset before) => session.QueryForNonStaleData<StandingOnCharter>(Patience)
        .Where(s => !s.IsErased && s.FirstAt != null && s.FirstAt < before && (s.MergedAt == null || s.MergedAt >= before));

    private static async Task<Charter> CharterAsync(IQuerySession session, CancellationToken cancel) =>
        await session.LoadAsync<Charter>(Charter.TheId, cancel) ?? new Charter();

    private static DateOnly Day(DateOnly? on, TimeProvider clock)
    {
        Shape.Of((on?.Year is < 2000 or > 2200, "on", "A day between 2000 and 2200."));
        return on ?? DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
    }

    private static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
