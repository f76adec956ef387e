using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

public record AdmitPartner(Guid InstitutionId, DateOnly From);

/// <summary>
/// Admit an institution to a strand from a date on (rule S4), also again after it left.
/// Refused with <c>strand-retired</c>, <c>institution-unknown</c>, <c>partner-already-admitted</c>.
/// </summary>
public static class AdmitPartnerEndpoint
{
    public static void Validate(AdmitPartner command) => Shape.Of(
        (command.From.Year is < 2000 or > 2200, "from", "A partner joins between 2000 and 2200."));

    public static Task<Institution?> LoadAsync(AdmitPartner command, IQuerySession session, CancellationToken cancel) =>
        session.LoadAsync<Institution>(command.InstitutionId, cancel);

    [WolverinePost("/api/strands/{strandId}/admit-partner"), Authorize(Policies.Staff)]
    public static (Done, PartnerAdmitted) Post(AdmitPartner command, Institution? institution, [WriteModel("strandId")] Strand strand) =>
        (new(strand.Id), Decide(strand, institution, command));

    public static PartnerAdmitted Decide(Strand strand, Institution? institution, AdmitPartner command)
    {
        Refused.When(strand.IsRetired, "strand-retired", "This strand is retired.");
        Refused.When(institution is null, "institution-unknown", "There is no institution with this id.");
        var parts = strand.Partners.Where(p => p.InstitutionId == command.InstitutionId);
        Refused.When(parts.Any(p => p.Until is null || p.Until >= command.From), "partner-already-admitted",
            "This institution takes part in the strand already, on that day or later.");
        return new(strand.Id, command.InstitutionId, command.From);
    }
}
