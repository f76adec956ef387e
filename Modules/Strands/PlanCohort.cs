using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace Advance.Strands;

/// <summary>Outside the strand's cadence a cohort needs the number of a resolution that names the strand.</summary>
public record PlanCohort(Guid StrandId, string Key, DateOnly StartsOn, string? ExceptionResolution = null);

/// <summary>
/// Plan a cohort of a strand; its last day is start + duration (rule S3). The cadence of the policy in force on its first day is
/// kept by calendar years (rule S2); cancelled cohorts do not count.
/// Refused with <c>strand-unknown</c>, <c>strand-retired</c>, <c>key-taken</c>, <c>no-policy-in-force</c>, <c>cadence</c>,
/// <c>resolution-unknown</c>.
/// </summary>
public static class PlanCohortEndpoint
{
    public static void Validate(PlanCohort command) => Shape.Of(
        (!Shape.IsKey(command.Key), "key", "A key has 2 to 60 of a-z, 0-9, dot and hyphen."),
        (command.StartsOn.Year is < 2000 or > 2200, "startsOn", "A cohort starts between 2000 and 2200."),
        (command.ExceptionResolution is not null && !Shape.IsLine(command.ExceptionResolution, 60), "exceptionResolution",
            "A number of at most 60 characters."));

    [WolverinePost("/api/cohorts"), Authorize(Policies.Staff)]
    public static async Task<(Created, IStartStream)> Post(PlanCohort command, IDocumentSession session, CancellationToken cancel)
    {
        var planned = await PlanAsync(command, session, cancel);
        return (new(planned.CohortId), MartenOps.StartStream<Cohort>(planned.CohortId, planned));
    }

    internal static async Task<CohortPlanned> PlanAsync(PlanCohort command, IDocumentSession session, CancellationToken cancel)
    {
        var strand = await session.Events.FetchForExclusiveWriting<Strand>(command.StrandId, cancel); // the strand owns its cadence
        var keyTaken = await session.Query<Cohort>().AnyAsync(c => c.Key == command.Key, cancel);
        var others = await session.Query<Cohort>().Where(c => c.StrandId == command.StrandId).ToListAsync(cancel);
        var isException = command.ExceptionResolution is { } number
            && (await session.DecidingCommitteesAsync(cancel)).NameStrand(number, command.StrandId);
        return Decide(strand.Aggregate, command, Ids.New(), keyTaken, others, isException);
    }

    public static CohortPlanned Decide(Strand? strand, PlanCohort command, Guid id, bool keyTaken, IReadOnlyList<Cohort>? others = null,
        bool isException = false)
    {
        Refused.When(strand is null, "strand-unknown", "There is no strand with this id.");
        Refused.When(strand!.IsRetired, "strand-retired", "This strand is retired.");
        Refused.When(keyTaken, "key-taken", "This key is taken.");
        Refused.When(command.ExceptionResolution is not null && !isException, "resolution-unknown", "No resolution with this number names the strand.");
        var policy = strand.PolicyOn(command.StartsOn);
        Refused.When(policy is null, "no-policy-in-force", "No policy of the strand is in force on that day.");
        Refused.When(!isException && !Keeps(policy!.Policy.Cadence, command.StartsOn.Year, others ?? []), "cadence",
            "The strand's cadence leaves no room for a cohort in that year; an exception needs a resolution that names the strand.");
        var endsOn = command.StartsOn.AddMonths(policy!.Policy.DurationMonths).AddDays(-1);
        return new(id, strand.Id, command.Key, strand.Format, command.StartsOn, endsOn, command.ExceptionResolution);
    }

    private static bool Keeps(Cadence cadence, int year, IReadOnlyList<Cohort> others)
    {
        var years = others.Where(c => c.Status != CohortStatus.Cancelled).Select(c => c.StartsOn.Year).ToList();
        return cadence switch
        {
            Cadence.EveryOtherYear => years.TrueForAll(y => Math.Abs(y - year) >= 2),
            Cadence.Yearly => !years.Contains(year),
            _ => years.Count(y => y == year) < 2,
        };
    }
}
