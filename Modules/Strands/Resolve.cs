using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Strands;

/// <summary>The number is the committee's own; the subject is a heading without names of people; it may name a cohort and a strand.</summary>
public record Resolve(string Number, DateOnly On, string Subject, Guid? CohortId = null, Guid? StrandId = null);

/// <summary>
/// Record what a committee resolved. Refused with <c>resolution-number-taken</c>, <c>strand-unknown</c>, <c>cohort-unknown</c>.
/// </summary>
public static class ResolveEndpoint
{
    public static void Validate(Resolve command) => Shape.Of(
        (!Shape.IsLine(command.Number, 60), "number", "A number is one line of at most 60 characters."),
        (!Shape.IsLine(command.Subject, 200), "subject", "A subject is one line of at most 200 characters."));

    [WolverinePost("/api/committees/{committeeId}/resolve"), Authorize(Policies.Staff)]
    public static async Task<(Done, ResolutionPassed)> Post(Resolve command, [WriteModel("committeeId")] Committee committee, IQuerySession session,
        CancellationToken cancel)
    {
        var strandKnown = command.StrandId is not { } strandId || await session.LoadAsync<Strand>(strandId, cancel) is not null;
        var cohortKnown = command.CohortId is not { } cohortId || await session.LoadAsync<Cohort>(cohortId, cancel) is not null;
        return (new(committee.Id), Decide(committee, strandKnown, cohortKnown, command));
    }

    public static ResolutionPassed Decide(Committee committee, bool strandKnown, bool cohortKnown, Resolve command)
    {
        Refused.When(committee.Resolutions.Any(r => r.Number == command.Number), "resolution-number-taken", "The committee has a resolution with this number.");
        Refused.When(!strandKnown, "strand-unknown", "There is no strand with this id.");
        Refused.When(!cohortKnown, "cohort-unknown", "There is no cohort with this id.");
        return new(committee.Id, command.Number, command.On, command.Subject, command.CohortId, command.StrandId);
    }
}
