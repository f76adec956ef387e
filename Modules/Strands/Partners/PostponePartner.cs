using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>The new joining date.</summary>
public record PostponePartner(Guid InstitutionId, DateOnly From);

/// <summary>
/// Move a partner's joining date that has not come yet to a later one; calls published already keep their institutions.
/// Refused with <c>strand-retired</c>, <c>not-a-partner</c>, <c>partner-already-joined</c>, <c>joining-date-not-later</c>.
/// </summary>
public static class PostponePartnerEndpoint
{
    public static void Validate(PostponePartner command) => Shape.Of(
        (command.From.Year is < 2000 or > 2200, "from", "A partner joins between 2000 and 2200."));

    [WolverinePost("/api/strands/{strandId}/postpone-partner"), Authorize(Policies.Staff)]
    public static (Done, PartnerPostponed) Post(PostponePartner command, [WriteModel("strandId")] Strand strand, TimeProvider clock) =>
        (new(strand.Id), Decide(strand, command, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)));

    public static PartnerPostponed Decide(Strand strand, PostponePartner command, DateOnly today)
    {
        Refused.When(strand.IsRetired, "strand-retired", "This strand is retired.");
        var part = strand.OpenPartOf(command.InstitutionId);
        Refused.When(part is null, "not-a-partner", "This institution has no part in the strand that could change.");
        Refused.When(part!.From <= today, "partner-already-joined", "This institution's joining date has come; it takes part.");
        Refused.When(command.From <= part.From, "joining-date-not-later", "The new joining date is not later than the present one.");
        return new(strand.Id, command.InstitutionId, command.From);
    }
}
