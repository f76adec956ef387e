using Advance.Contracts;
using Advance.Reporting.Disclosure;

namespace Advance.Reporting.Figures;

/// <summary>Circles: seats, sessions held of those scheduled, attendance of those seated.</summary>
public static class CircleFigures
{
    public static void Add(Sheet sheet, CohortHistory history)
    {
        var composed = history.All<CircleComposed>();
        if (composed.Count == 0 && history.Plan?.Data.Format != StrandFormat.Circle) return;
        var (scheduled, held) = (history.All<SessionScheduled>(), history.All<SessionAttended>().DistinctBy(e => e.Data.SessionId).ToList());
        sheet.Number("circles", "Circles composed", composed.Count, composed.Select(e => e.Seq), "circles");
        sheet.Number("circles-completed", "Circles completed", history.All<CircleCompleted>().Count, history.All<CircleCompleted>().Select(e => e.Seq),
            "circles", composed.Count);
        sheet.Number("sessions-held", "Sessions held, of those scheduled", held.Count, held.Select(e => e.Seq), "sessions", scheduled.Count);
        var seats = Seats(history, long.MaxValue);
        sheet.Persons("circle-mentees", "Mentees seated", seats.Where(s => !s.IsMentor).Select(s => new Counted(Unit.Of(s.Person), s.Seq)));
        sheet.Persons("circle-mentors", "Mentors seated", seats.Where(s => s.IsMentor).Select(s => new Counted(Unit.Of(s.Person), s.Seq)));
        sheet.Persons("session-seats", "Seats at sessions held", held.SelectMany(e => SeatedAt(history, e)), "seats");
        sheet.Share("session-attendance", "Attendance at sessions", "session-seats", held.SelectMany(e => e.Data.Present
            .Select(p => new Counted(At(e.Data.SessionId, history.Who(p)), e.Seq))), "seats");
    }

    private sealed record Seated(Guid CircleId, Guid Person, bool IsMentor, long Seq);

    /// <summary>Who has a seat after all events up to a position.</summary>
    private static List<Seated> Seats(CohortHistory history, long upTo)
    {
        Dictionary<(Guid, Guid), Seated> seats = [];
        foreach (var e in history.All<object>().TakeWhile(e => e.Seq <= upTo))
        {
            void Sit(Guid circle, Guid person, bool isMentor) => seats[(circle, history.Who(person))] = new(circle, history.Who(person), isMentor, e.Seq);
            switch (e.Data)
            {
                case CircleComposed c:
                    foreach (var seat in c.Seats) Sit(c.CircleId, seat.PersonId, seat.IsMentor);
                    break;
                case SeatVacated v:
                    seats.Remove((v.CircleId, history.Who(v.PersonId)));
                    break;
                case CircleMentorReplaced r:
                    seats.Remove((r.CircleId, history.Who(r.PersonId)));
                    Sit(r.CircleId, r.ByPersonId, true);
                    break;
            }
        }

        return [.. seats.Values];
    }

    // Whoever was there had a seat that day (rule C5), even when it was vacated before the attendance was written down.
    private static IEnumerable<Counted> SeatedAt(CohortHistory history, Logged<SessionAttended> e) =>
        Seats(history, e.Seq).Where(s => s.CircleId == e.Data.CircleId).Select(s => s.Person).Union(e.Data.Present.Select(history.Who))
            .Select(person => new Counted(At(e.Data.SessionId, person), e.Seq));

    private static Unit At(Guid session, Guid person) => new(Ids.Of($"at-{session:N}", person), person);
}
