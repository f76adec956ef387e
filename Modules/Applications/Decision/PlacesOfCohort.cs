using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// The places of a cohort: the cap, those taken (selected, offered or accepted), those free, and how many wait or are undecided.
/// </summary>
public record PlacesView(Guid CohortId, int Cap, int Taken, int Free, int Waiting, int Undecided, bool IsReleased);

public static class PlacesOfCohortEndpoint
{
    /// <summary>How the places of a cohort stand; a cohort without a call has none.</summary>
    [WolverineGet("/api/cohorts/{cohortId}/places"), Authorize(Policies.Programme)]
    public static async Task<PlacesView> Get(Guid cohortId, IQuerySession session, CancellationToken cancel)
    {
        var call = await Desk.CallOfAsync(session, cohortId, cancel);
        var intake = await session.LoadAsync<Intake>(Intake.IdOf(cohortId), cancel) ?? new();
        var taken = intake.Count(Standing.Holding);
        return new(cohortId, call.Places, taken, call.Places - taken, intake.Count(Standing.Waiting), intake.Count(Standing.Undecided),
            intake.IsReleased);
    }
}
