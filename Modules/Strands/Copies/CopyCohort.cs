using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;

namespace Advance.Strands;

/// <summary>The key and first day of the next cohort; outside the cadence the number of a resolution that names the strand.</summary>
public record CopyCohort(string Key, DateOnly StartsOn, string? ExceptionResolution = null);

/// <summary>
/// Plan the next cohort of the same strand with this one as its template: <c>publish-call</c> takes places and deadline from it where
/// they are not given, the deadline as long before the first day as it was. An extension or a raised cap of the original is not taken.
/// Refused with <c>strand-retired</c>, <c>key-taken</c>, <c>no-policy-in-force</c>, <c>cadence</c>, <c>resolution-unknown</c>.
/// </summary>
public static class CopyCohortEndpoint
{
    public static void Validate(CopyCohort command) => PlanCohortEndpoint.Validate(Plan(command, Guid.Empty));

    [WolverinePost("/api/cohorts/{cohortId}/copy"), Authorize(Policies.Staff)]
    public static async Task<(Created, IStartStream)> Post(CopyCohort command, Guid cohortId, IDocumentSession session,
        CancellationToken cancel)
    {
        Missing.Unless(await session.LoadAsync<Cohort>(cohortId, cancel), "cohort");
        // From its events: the document of a cohort that is older than templates does not know how its call was published.
        var cohort = Missing.Unless(await session.Events.AggregateStreamAsync<Cohort>(cohortId, token: cancel), "cohort");
        var planned = await PlanCohortEndpoint.PlanAsync(Plan(command, cohort.StrandId), session, cancel);
        return (new(planned.CohortId) { In = "/api/cohorts" }, MartenOps.StartStream<Cohort>(planned.CohortId, [.. Decide(cohort, planned)]));
    }

    public static IReadOnlyList<object> Decide(Cohort cohort, CohortPlanned planned)
    {
        // A copy that was never published hands on what it was given itself.
        var template = cohort.AsPublished ?? cohort.Template;
        return template is null ? [planned] : [planned, new CallTemplateKept(planned.CohortId, template)];
    }

    private static PlanCohort Plan(CopyCohort command, Guid strandId) => new(strandId, command.Key, command.StartsOn, command.ExceptionResolution);
}
