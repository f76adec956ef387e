using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;
using Wolverine.Persistence.EventSourcing;

namespace Advance.Circles;

/// <summary>
/// Start an approved circle that has its ground rules (rule C4); its numbers and relations are looked at again (rules C1, C2), as
/// seats may have changed and relationships become known since it was composed.
/// Refused with <c>circle-already-started</c>, <c>circle-not-approved</c>, <c>ground-rules-missing</c>, <c>cohort-over</c>,
/// <c>circle-too-large</c>, <c>too-few-mentors</c>, <c>too-many-mentors</c>, <c>members-in-relation</c>.
/// </summary>
public static class StartCircleEndpoint
{
    [WolverinePost("/api/circles/{circleId}/start"), Authorize(Policies.Staff)]
    public static async Task<(Done, CircleStarted)> Post([WriteModel("circleId", LoadStyle = ModelConcurrencyStyle.Exclusive)] Circle circle,
        IDocumentSession session, CancellationToken cancel)
    {
        var cohort = await session.Events.FetchLatest<CohortOfCircles>(circle.CohortId, cancel);
        var room = await Room.LoadAsync(session, cohort, [.. circle.Held.Select(s => s.PersonId)], cancel);
        return (new(circle.Id), Decide(circle, cohort, room));
    }

    public static CircleStarted Decide(Circle circle, CohortOfCircles? cohort, Room room)
    {
        Refused.When(circle.Status == CircleStatus.Composed, "circle-not-approved", "This circle is not approved yet.");
        Refused.When(circle.Status != CircleStatus.Approved, "circle-already-started", "This circle was already started.");
        Refused.When(circle.RulesVersion == 0, "ground-rules-missing", "The circle has no ground rules yet.");
        CohortOfCircles.MustFit(CohortOfCircles.PolicyOf(cohort), circle.Mentees, circle.Mentors);
        room.MustBeUnrelated([.. circle.Held.Select(s => s.PersonId)]);
        return new(circle.Id, circle.CohortId, circle.Mentees, circle.Mentors);
    }
}
