using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace Advance.Strands;

public record PlanCohort(Guid StrandId, string Key, DateOnly StartsOn);

/// <summary>
/// Plan a cohort of a strand; its last day is start + duration (rule S3).
/// Refused with <c>strand-unknown</c>, <c>strand-retired</c>, <c>key-taken</c>, <c>no-policy-in-force</c>.
/// </summary>
public static class PlanCohortEndpoint
{
    public static void Validate(PlanCohort command) => Shape.Of(
        (!Shape.IsKey(command.Key), "key", "A key has 2 to 60 of a-z, 0-9, dot and hyphen."),
        (command.StartsOn.Year is < 2000 or > 2200, "startsOn", "A cohort starts between 2000 and 2200."));

    [WolverinePost("/api/cohorts"), Authorize(Policies.Staff)]
    public static async Task<(Created, IStartStream)> Post(PlanCohort command, IQuerySession session, CancellationToken cancel)
    {
        var strand = await session.LoadAsync<Strand>(command.StrandId, cancel);
        var keyTaken = await session.Query<Cohort>().AnyAsync(c => c.Key == command.Key, cancel);
        var planned = Decide(strand, command, Ids.New(), keyTaken);
        return (new(planned.CohortId), MartenOps.StartStream<Cohort>(planned.CohortId, planned));
    }

    public static CohortPlanned Decide(Strand? strand, PlanCohort command, Guid id, bool keyTaken)
    {
        Refused.When(strand is null, "strand-unknown", "There is no strand with this id.");
        Refused.When(strand!.IsRetired, "strand-retired", "This strand is retired.");
        Refused.When(keyTaken, "key-taken", "This key is taken.");
        var policy = strand.PolicyOn(command.StartsOn);
        Refused.When(policy is null, "no-policy-in-force", "No policy of the strand is in force on that day.");
        var endsOn = command.StartsOn.AddMonths(policy!.Policy.DurationMonths).AddDays(-1);
        return new(id, strand.Id, command.Key, strand.Format, command.StartsOn, endsOn);
    }
}
