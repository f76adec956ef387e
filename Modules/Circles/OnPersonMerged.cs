using Advance.Contracts;
using Marten;

namespace Advance.Circles;

/// <summary>
/// Seats follow the person: what was held under the merged identity is held under the other, and of two seats of a mentee in one
/// cohort the merged identity's becomes free (rule C3). Hearing it twice changes nothing.
/// </summary>
public static class OnPersonMerged
{
    public static async Task Handle(PersonMerged merged, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var circles = await session.Query<Circle>().Where(c => c.Seats.Any(s => s.PersonId == merged.MergedPersonId)).OrderBy(c => c.Id)
            .Select(c => new { c.Id, c.CohortId }).ToListAsync(cancel);
        foreach (var ofCohort in circles.GroupBy(c => c.CohortId))
        {
            var cohort = await session.Events.FetchLatest<CohortOfCircles>(ofCohort.Key, cancel);
            var seating = await Seating.LockAsync(session, ofCohort.Key, cancel); // the cohort's seating before its circles, as everywhere
            List<object> moves = [];
            foreach (var id in ofCohort.Select(c => c.Id))
            {
                var seats = moves.Aggregate(seating.Aggregate ?? new(), (s, e) => s.Evolve(e)).Seats;
                var circle = await session.Events.FetchForExclusiveWriting<Circle>(id, cancel);
                var elsewhere = seats.TryGetValue(merged.PersonId, out var at) && at != id;
                circle.AppendMany(Decide(circle.Aggregate!, cohort, merged, elsewhere, today));
                if (seats.GetValueOrDefault(merged.MergedPersonId) == id) moves.AddRange(Moved(seats, ofCohort.Key, id, merged));
            }

            if (moves.Count > 0) Seating.Append(session, seating, moves);
        }
    }

    private static IReadOnlyList<object> Moved(IReadOnlyDictionary<Guid, Guid> seats, Guid cohortId, Guid circleId, PersonMerged merged)
    {
        MenteeUnseated unseated = new(cohortId, circleId, merged.MergedPersonId);
        return seats.ContainsKey(merged.PersonId) ? [unseated] : [unseated, new MenteesSeated(cohortId, circleId, [merged.PersonId])];
    }

    /// <summary>Elsewhere: the person has a seat in another circle of this cohort under the id that is kept.</summary>
    public static IReadOnlyList<object> Decide(Circle circle, CohortOfCircles? cohort, PersonMerged merged, bool elsewhere, DateOnly today)
    {
        if (circle.Seats.All(s => s.PersonId != merged.MergedPersonId)) return [];
        SeatFollowed followed = new(circle.Id, circle.CohortId, merged.MergedPersonId, merged.PersonId);
        if (elsewhere && circle.Status != CircleStatus.Completed && circle.SeatOf(merged.MergedPersonId) is { IsMentor: false } seat)
            return [.. VacateSeatEndpoint.Decide(circle, cohort, new(merged.MergedPersonId, FirstFreeDay(circle, seat, today))), followed];
        return [followed, .. VacateSeatEndpoint.BelowMinimum(circle, followed, cohort)];
    }

    /// <summary>The day from which the seat can be free: today, or when it was taken, or the day after the last attendance on record.</summary>
    private static DateOnly FirstFreeDay(Circle circle, CircleSeat seat, DateOnly today) => circle.Sessions
        .Where(s => s.Present?.Contains(seat.PersonId) == true).Select(s => s.Day.AddDays(1)).Append(today).Append(seat.From ?? today).Max();
}
