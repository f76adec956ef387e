using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;

namespace Advance.People;

/// <summary>The schedule in force: version 0 is the office's assumption.</summary>
public record ScheduleView(int ScheduleVersion, IReadOnlyList<RetentionRule> Rules);

/// <summary>What a run destroyed: of how many people, how many of which kinds.</summary>
public record RetentionReceipt(int People, IReadOnlyDictionary<string, int> Destroyed);

public static class RetentionEndpoint
{
    /// <summary>How long which data are kept.</summary>
    [WolverineGet("/api/retention"), Authorize(Policies.Staff)]
    public static async Task<ScheduleView> Get(IQuerySession session, CancellationToken cancel)
    {
        var schedule = await Retention.ScheduleAsync(session, cancel);
        return new(schedule.ScheduleVersion, schedule.Rules);
    }

    /// <summary>The dry run: what the next daily run would destroy, by person. A page may hold fewer than its limit.</summary>
    [WolverineGet("/api/retention/due"), Authorize(Policies.Staff)]
    public static async Task<Page<DueView>> Due(IQuerySession session, NpgsqlDataSource source, TimeProvider clock, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var (due, next) = await Retention.DueAsync(session, source, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), from, most, cancel);
        return new(due, next?.ToString());
    }

    /// <summary>Run the retention now, as the daily run does; each person's data in a transaction of their own, with an event.</summary>
    [WolverinePost("/api/retention/run"), Authorize(Policies.Staff)]
    public static Task<RetentionReceipt> Post(RetentionKeeper keeper, CancellationToken cancel) => keeper.RunAsync(cancel);
}
