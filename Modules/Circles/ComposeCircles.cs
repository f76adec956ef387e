using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Circles;

/// <summary>The cohort and the circles that were composed for it.</summary>
public sealed record CirclesComposed(Guid Id, IReadOnlyList<Guid> Circles);

/// <summary>
/// Compose all circles that a cohort's mentees without a seat need: nobody with somebody they are in a relation with, sizes that differ
/// by at most one, institutions spread; of mentors those of institutions in the call, and external ones. The same people always give the same circles.
/// Refused with <c>not-a-circle-cohort</c>, <c>cohort-over</c>, <c>call-not-published</c>, <c>no-mentee-without-seat</c>,
/// <c>too-few-mentors</c>, <c>no-composition</c>.
/// </summary>
public static class ComposeCirclesEndpoint
{
    [WolverinePost("/api/cohorts/{cohortId}/compose-circles"), Authorize(Policies.Staff)]
    public static async Task<CirclesComposed> Post(Guid cohortId, IDocumentSession session, CancellationToken cancel)
    {
        var cohort = Missing.Unless(await session.Events.FetchLatest<CohortOfCircles>(cohortId, cancel), "cohort");
        var room = await Room.LoadAsync(session, cohort, only: null, cancel);
        var seating = await Seating.LockAsync(session, cohortId, cancel);
        var mentors = await ComposeCircleEndpoint.MentorsSeatedAsync(session, cohortId, cancel);
        var composed = Decide(cohort, seating.Aggregate ?? new(), room, mentors, Ids.New);
        foreach (var circle in composed) session.Events.StartStream<Circle>(circle.CircleId, circle);
        Seating.Append(session, seating, [.. composed.Select(ComposeCircleEndpoint.SeatsTaken)]);
        return new(cohortId, [.. composed.Select(c => c.CircleId)]);
    }

    /// <summary>What is proposed goes through the rules of a single circle as well.</summary>
    public static IReadOnlyList<CircleComposed> Decide(CohortOfCircles cohort, Seating seating, Room room, IReadOnlySet<Guid> seatedMentors, Func<Guid> newId)
    {
        var policy = CohortOfCircles.PolicyOf(cohort);
        return [.. Composer.Propose(policy, room.OpenTo(cohort), seating.Seats.Keys.ToHashSet(), seatedMentors)
            .Select(members => ComposeCircleEndpoint.Decide(cohort, seating, room, members, newId()))];
    }
}
