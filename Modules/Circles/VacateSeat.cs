using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Circles;

/// <summary>The seat is free from this day on.</summary>
public record VacateSeat(Guid PersonId, DateOnly From);

/// <summary>
/// Leave a circle from a day on, oneself or staff for the person: no reason, and the log does not say who did it. When the circle
/// becomes smaller than it must be, a case opens (rule C6).
/// Refused with <c>circle-completed</c>, <c>not-seated</c>, <c>seat-begins-later</c>, <c>attended-since</c>.
/// </summary>
public static class VacateSeatEndpoint
{
    [WolverinePost("/api/circles/{circleId}/vacate-seat"), Authorize(Policies.Participant)]
    public static async Task<Done> Post(Guid circleId, VacateSeat command, ClaimsPrincipal user, IDocumentSession session, CancellationToken cancel)
    {
        Caller.Of(user).MustBe(command.PersonId);
        var cohortId = Missing.Unless(await session.LoadAsync<Circle>(circleId, cancel), "circle").CohortId;
        var cohort = await session.Events.FetchLatest<CohortOfCircles>(cohortId, cancel);
        var seating = await Seating.LockAsync(session, cohortId, cancel); // the cohort's seating before the circle, as when composing
        var circle = await session.Events.FetchForExclusiveWriting<Circle>(circleId, cancel);
        var events = Decide(circle.Aggregate!, cohort, command);
        circle.AppendMany(events);
        if (events[0] is SeatVacated { IsMentor: false }) Seating.Append(session, seating, new MenteeUnseated(cohortId, circleId, command.PersonId));
        return new(circleId);
    }

    public static IReadOnlyList<object> Decide(Circle circle, CohortOfCircles? cohort, VacateSeat command)
    {
        Refused.When(circle.Status == CircleStatus.Completed, "circle-completed", "This circle is completed.");
        var seat = circle.SeatOf(command.PersonId);
        Refused.When(seat is null, "not-seated", "This person has no seat in this circle.");
        Leaving.MustBePossible(circle, seat!, command.From);
        SeatVacated vacated = new(circle.Id, circle.CohortId, command.PersonId, seat!.IsMentor, command.From);
        return [vacated, .. BelowMinimum(circle, vacated, cohort)];
    }

    /// <summary>The case that opens when this event makes the circle smaller than it must be (rule C6).</summary>
    internal static IEnumerable<CircleBelowMinimum> BelowMinimum(Circle circle, object e, CohortOfCircles? cohort)
    {
        var least = new CircleMinimum(Circle.FewestMentees, cohort?.Policy?.MentorsFrom ?? 1);
        var (before, after) = (circle with { Minimum = least }, circle.Evolve(e) with { Minimum = least });
        if (after.IsBelowMinimum && !before.IsBelowMinimum)
            yield return new(circle.Id, circle.CohortId, after.Mentees, after.Mentors, least.Mentees, least.Mentors);
    }
}
