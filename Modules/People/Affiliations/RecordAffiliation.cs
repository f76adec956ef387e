using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.People;

/// <summary>Both days lie within the affiliation; without a last one it holds until the next one begins.</summary>
public record RecordAffiliation(Guid InstitutionId, string Unit, string CareerStage, DateOnly From, DateOnly? Until = null)
{
    public void CheckShape() => Shape.Of(
        (!Shape.IsKey(Unit), "unit", "A unit is a key of 2 to 60 of a-z, 0-9, dot and hyphen."),
        (!Shape.IsKey(CareerStage), "careerStage", "A career stage is a key of 2 to 60 of a-z, 0-9, dot and hyphen."),
        (From.Year is < 1950 or > 2200, "from", "An affiliation begins between 1950 and 2200."),
        (Until < From || Until?.Year > 2200, "until", "An affiliation ends after it began, by 2200."));
}

/// <summary>
/// Record where a person works from a day on. Refused with <c>person-erased</c>, <c>person-merged</c>, <c>institution-unknown</c>,
/// <c>affiliation-already-recorded</c>, <c>too-many-affiliations</c>.
/// </summary>
public static class RecordAffiliationEndpoint
{
    /// <summary>The most affiliations of one person.</summary>
    public const int Most = 200;

    public static void Validate(RecordAffiliation command) => command.CheckShape();

    [WolverinePost("/api/people/{personId}/record-affiliation"), Authorize(Policies.Staff)]
    public static async Task<(Done, AffiliationRecorded)> Post(RecordAffiliation command,
        [WriteModel("personId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Person person,
        IDocumentSession session, CancellationToken cancel) =>
        (new(person.Id), Decide(person, await session.Events.FetchLatest<KnownInstitution>(command.InstitutionId, cancel), command, Ids.New()));

    public static AffiliationRecorded Decide(Person person, KnownInstitution? institution, RecordAffiliation command, Guid? id = null)
    {
        person.MustBeInUse();
        Refused.When(institution?.IsRegistered != true, "institution-unknown", "There is no institution with this id.");
        Affiliation affiliation = new(command.InstitutionId, command.Unit, command.CareerStage, command.From, command.Until);
        Refused.When(person.Affiliations.Any(affiliation.IsSameAs), "affiliation-already-recorded", "This affiliation is recorded already.");
        Refused.When(person.Affiliations.Count >= Most, "too-many-affiliations", "As many affiliations as we keep of one person are recorded.");
        return new(person.Id, command.InstitutionId, command.Unit, command.CareerStage, command.From, command.Until, id);
    }
}
