using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>The last day on which the institution takes part.</summary>
public record EndPartnership(Guid InstitutionId, DateOnly On);

/// <summary>
/// End a partner's part in a strand; it can be admitted again from a later day. Calls published already keep their institutions.
/// Refused with <c>not-a-partner</c>, <c>leaving-before-joining</c>.
/// </summary>
public static class EndPartnershipEndpoint
{
    public static void Validate(EndPartnership command) => Shape.Of(
        (command.On.Year is < 2000 or > 2200, "on", "A partner leaves between 2000 and 2200."));

    [WolverinePost("/api/strands/{strandId}/end-partnership"), Authorize(Policies.Staff)]
    public static (Done, PartnerLeft) Post(EndPartnership command, [WriteModel("strandId")] Strand strand) =>
        (new(strand.Id), Decide(strand, command));

    public static PartnerLeft Decide(Strand strand, EndPartnership command)
    {
        var part = strand.OpenPartOf(command.InstitutionId);
        Refused.When(part is null, "not-a-partner", "This institution has no part in the strand that could end.");
        Refused.When(command.On < part!.From, "leaving-before-joining", "The last day lies before the joining date.");
        return new(strand.Id, command.InstitutionId, command.On);
    }
}
