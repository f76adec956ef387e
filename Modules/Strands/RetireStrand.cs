using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>Retire a strand: it plans no cohorts any more. Refused with <c>strand-retired</c>.</summary>
public static class RetireStrandEndpoint
{
    [WolverinePost("/api/strands/{strandId}/retire"), Authorize(Policies.Staff)]
    public static (Done, StrandRetired) Post([WriteModel("strandId")] Strand strand) =>
        (new(strand.Id), Decide(strand));

    public static StrandRetired Decide(Strand strand)
    {
        Refused.When(strand.IsRetired, "strand-retired", "This strand is retired.");
        return new(strand.Id);
    }
}
