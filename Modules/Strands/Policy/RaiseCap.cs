using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>The new cap, and the number of the resolution that names the cohort.</summary>
public record RaiseCap(int Places, string ResolutionNumber);

/// <summary>
/// Raise the cap of a cohort, above the policy's hard cap if need be, by a resolution that names the cohort (rules S1, A4);
/// one resolution raises it once. Refused with <c>cohort-over</c>, <c>call-not-published</c>, <c>cap-not-raised</c>,
/// <c>resolution-unknown</c>, <c>resolution-used</c>.
/// </summary>
public static class RaiseCapEndpoint
{
    public static void Validate(RaiseCap command) => Shape.Of(
        (command.Places is < 1 or > 500, "places", "A call has 1 to 500 places."),
        (!Shape.IsLine(command.ResolutionNumber, 60), "resolutionNumber", "A number of at most 60 characters."));

    [WolverinePost("/api/cohorts/{cohortId}/raise-cap"), Authorize(Policies.Staff)]
    public static async Task<(Done, CapRaised)> Post(RaiseCap command,
        [WriteModel("cohortId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Cohort cohort, IQuerySession session, CancellationToken cancel)
    {
        var committees = await session.DecidingCommitteesAsync(cancel);
        // From its events: the document of the cohort knows the cap as it stands, not by which resolutions it came to be.
        var raises = (await session.Events.FetchStreamAsync(cohort.Id, token: cancel)).Select(e => e.Data).OfType<CapRaised>()
            .Count(r => r.ResolutionNumber == command.ResolutionNumber);
        return (new(cohort.Id), Decide(cohort, command, committees.OnCohort(command.ResolutionNumber, cohort.Id), raises));
    }

    /// <summary>So many resolutions with the number name the cohort, and by so many its cap was raised before.</summary>
    public static CapRaised Decide(Cohort cohort, RaiseCap command, int resolutions, int raises = 0)
    {
        Refused.When(cohort.IsOver, "cohort-over", "This cohort is completed or cancelled.");
        Refused.When(cohort.Places is null, "call-not-published", "The call of this cohort is not published; its places are given when it is.");
        Refused.When(command.Places <= cohort.Places, "cap-not-raised", "The cohort has as many places already.");
        Refused.When(resolutions == 0, "resolution-unknown", "No resolution with this number names the cohort.");
        Refused.When(raises >= resolutions, "resolution-used", "The cap was raised by this resolution already; a further raise needs another one.");
        return new(cohort.Id, command.Places, command.ResolutionNumber);
    }
}
