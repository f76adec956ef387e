using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>The review rules of a strand; null while none were adopted.</summary>
public record ReviewRulesOfStrand(Guid StrandId, ReviewRules? Rules);

public static class ReviewRulesOfStrandEndpoint
{
    /// <summary>The review rules that a cohort of the strand without its own would take if its assessing began now.</summary>
    [WolverineGet("/api/strands/{strandId}/review-rules"), Authorize(Policies.Programme)]
    public static async Task<ReviewRulesOfStrand> Get(Guid strandId, IQuerySession session, CancellationToken cancel)
    {
        var strand = await session.Events.AggregateStreamAsync<StrandOfRubric>(strandId, token: cancel);
        Missing.Unless(strand?.IsDefined == true ? strand : null, "strand");
        return new(strandId, (await session.LoadAsync<StrandRubric>(StrandRubric.IdOf(strandId), cancel))?.Rules);
    }
}
