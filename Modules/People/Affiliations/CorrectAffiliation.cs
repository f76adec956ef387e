using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Marten;
using Wolverine.Persistence.EventSourcing;

namespace Advance.People;

/// <summary>Which one was recorded wrongly, and what it should have said; without that it never held.</summary>
public record CorrectAffiliation(Guid AffiliationId, RecordAffiliation? Instead = null);

/// <summary>
/// Take back an affiliation that was recorded wrongly, and record what it should have said. Both stay in the log: what was known
/// before the correction can be asked for as of that instant.
/// Refused with <c>person-erased</c>, <c>person-merged</c>, <c>institution-unknown</c>, <c>affiliation-already-recorded</c>.
/// </summary>
public static class CorrectAffiliationEndpoint
{
    public static void Validate(CorrectAffiliation command) => command.Instead?.CheckShape();

    [WolverinePost("/api/people/{personId}/correct-affiliation"), Authorize(Policies.Staff)]
    public static async Task<(Done, Wolverine.Marten.Events)> Post(CorrectAffiliation command,
        [WriteModel("personId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Person person,
        IDocumentSession session, CancellationToken cancel)
    {
        var institution = command.Instead is { } i ? await session.Events.FetchLatest<KnownInstitution>(i.InstitutionId, cancel) : null;
        return (new(person.Id), [.. Decide(person, institution, command, Ids.New())]);
    }

    public static IReadOnlyList<object> Decide(Person person, KnownInstitution? institution, CorrectAffiliation command, Guid id)
    {
        person.MustBeInUse();
        var wrong = Missing.Unless(person.Affiliations.FirstOrDefault(a => a.Id == command.AffiliationId), "affiliation");
        AffiliationWithdrawn withdrawn = new(person.Id, wrong.Id);
        return command.Instead is not { } instead ? [withdrawn]
            : [withdrawn, RecordAffiliationEndpoint.Decide(Without(person, wrong, instead), institution, instead, id)];
    }

    // A correction that says the same again is refused as an affiliation that is recorded already, so the wrong one counts until then.
    private static Person Without(Person person, Affiliation wrong, RecordAffiliation instead) =>
        wrong.IsSameAs(new(instead.InstitutionId, instead.Unit, instead.CareerStage, instead.From, instead.Until)) ? person
            : person with { Affiliations = [.. person.Affiliations.Where(a => a != wrong)] };
}
