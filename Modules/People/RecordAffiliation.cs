using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.People;

public record RecordAffiliation(Guid InstitutionId, string Unit, string CareerStage, DateOnly From);

/// <summary>
/// Record where a person works from a day on. Refused with <c>person-erased</c>, <c>person-merged</c>, <c>institution-unknown</c>,
/// <c>affiliation-already-recorded</c>.
/// </summary>
public static class RecordAffiliationEndpoint
{
    public static void Validate(RecordAffiliation command) => Shape.Of(
        (!Shape.IsKey(command.Unit), "unit", "A unit is a key of 2 to 60 of a-z, 0-9, dot and hyphen."),
        (!Shape.IsKey(command.CareerStage), "careerStage", "A career stage is a key of 2 to 60 of a-z, 0-9, dot and hyphen."),
        (command.From.Year is < 1950 or > 2200, "from", "An affiliation begins between 1950 and 2200."));

    [WolverinePost("/api/people/{personId}/record-affiliation"), Authorize(Policies.Staff)]
    public static async Task<(Done, AffiliationRecorded)> Post(RecordAffiliation command, [WriteModel("personId")] Person person,
        IDocumentSession session, CancellationToken cancel) =>
        (new(person.Id), Decide(person, await session.Events.FetchLatest<KnownInstitution>(command.InstitutionId, cancel), command));

    public static AffiliationRecorded Decide(Person person, KnownInstitution? institution, RecordAffiliation command)
    {
        person.MustBeInUse();
        Refused.When(institution?.IsRegistered != true, "institution-unknown", "There is no institution with this id.");
        Affiliation affiliation = new(command.InstitutionId, command.Unit, command.CareerStage, command.From);
        Refused.When(person.Affiliations.Contains(affiliation), "affiliation-already-recorded", "This affiliation is recorded already.");
        return new(person.Id, command.InstitutionId, command.Unit, command.CareerStage, command.From);
    }
}
