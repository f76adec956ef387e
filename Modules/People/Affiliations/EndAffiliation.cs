using Advance.Contracts;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.People;

/// <summary>The last day on which the person works there.</summary>
public record EndAffiliation(Guid AffiliationId, DateOnly Until);

/// <summary>
/// Say on which day an affiliation ends, or ended. Refused with <c>person-erased</c>, <c>person-merged</c>,
/// <c>affiliation-begins-later</c>, <c>affiliation-ends-then</c>.
/// </summary>
public static class EndAffiliationEndpoint
{
    public static void Validate(EndAffiliation command) => Shape.Of((command.Until.Year is < 1950 or > 2200, "until", "A day between 1950 and 2200."));

    [WolverinePost("/api/people/{personId}/end-affiliation"), Authorize(Policies.Staff)]
    public static (Done, AffiliationEnded) Post(EndAffiliation command, [WriteModel("personId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Person person) =>
        (new(person.Id), Decide(person, command));

    public static AffiliationEnded Decide(Person person, EndAffiliation command)
    {
        person.MustBeInUse();
        var affiliation = Missing.Unless(person.Affiliations.FirstOrDefault(a => a.Id == command.AffiliationId), "affiliation");
        Refused.When(command.Until < affiliation.From, "affiliation-begins-later", "The affiliation begins after that day.");
        Refused.When(command.Until == affiliation.Until, "affiliation-ends-then", "This day is recorded as its last already.");
        return new(person.Id, affiliation.Id, command.Until);
    }
}
