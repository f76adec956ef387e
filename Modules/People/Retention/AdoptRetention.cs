using Advance.Contracts;
using Advance.Shared;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.People;

/// <summary>The whole schedule: a kind that it does not name is kept until the person is erased.</summary>
public record AdoptRetention(IReadOnlyList<RetentionRule> Rules);

/// <summary>
/// Adopt how long which data are kept after a person was last active. It counts from the next daily run on.
/// Refused with <c>schedule-unchanged</c>.
/// </summary>
public static class AdoptRetentionEndpoint
{
    public static void Validate(AdoptRetention command) => Shape.Of(
        (command.Rules is null || command.Rules.Any(r => r is null || !RetentionSchedule.Kinds.Contains(r.Kind)), "rules",
            $"The kinds are {string.Join(", ", RetentionSchedule.Kinds)}."),
        (command.Rules?.Any(r => r?.Months is < 1 or > 600) == true, "rules", "A period is 1 to 600 months."),
        (command.Rules?.DistinctBy(r => r?.Kind).Count() != command.Rules?.Count, "rules", "Each kind once."));

    [WolverinePost("/api/retention/adopt"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(AdoptRetention command, IDocumentSession session, CancellationToken cancel)
    {
        await session.HoldAsync(RetentionSchedule.TheId, cancel);
        var stream = await session.Events.FetchForWriting<RetentionSchedule>(RetentionSchedule.TheId, cancel);
        var adopted = Decide(stream.Aggregate ?? new(), command);
        if (stream.Aggregate is null) session.Events.StartStream<RetentionSchedule>(RetentionSchedule.TheId, adopted);
        else stream.AppendOne(adopted);
        return new(RetentionSchedule.TheId);
    }

    public static RetentionScheduleAdopted Decide(RetentionSchedule schedule, AdoptRetention command)
    {
        Refused.When(schedule.Rules.ToHashSet().SetEquals(command.Rules), "schedule-unchanged", "This is the schedule in force already.");
        return new(schedule.ScheduleVersion + 1, [.. command.Rules.OrderBy(r => r.Kind, StringComparer.Ordinal)]);
    }
}
