namespace Advance.Verifier.Replay;

/// <summary>Circles with their sessions, and gatherings of the cohort.</summary>
public static class Meetings
{
    public static IEnumerable<Measure> OfCircles(Cohort cohort)
    {
        var composed = cohort.All("circles.circle-composed").ToArray();
        if (composed.Length == 0 && !cohort.IsOfCircles)
            yield break;
        var completed = cohort.All("circles.circle-completed").ToArray();
        var held = cohort.All("circles.session-attended").DistinctBy(e => e.Text("sessionId")).ToArray();
        yield return Measure.OfNumber("circles", "Circles composed", composed.Length, composed.Select(e => e.Seq), "circles");
        yield return Measure.OfNumber("circles-completed", "Circles completed", completed.Length, completed.Select(e => e.Seq), "circles", composed.Length);
        yield return Measure.OfNumber("sessions-held", "Sessions held, of those scheduled", held.Length, held.Select(e => e.Seq), "sessions",
            cohort.All("circles.session-scheduled").Count());
        var seats = Seats(cohort, ulong.MaxValue);
        yield return Measure.OfPersons("circle-mentees", "Mentees seated", seats.Where(s => !s.IsMentor).Select(s => Unit.Of(s.Person, s.Seq)));
        yield return Measure.OfPersons("circle-mentors", "Mentors seated", seats.Where(s => s.IsMentor).Select(s => Unit.Of(s.Person, s.Seq)));
        // Whoever was present had a seat that day, even one that was vacated before the attendance was written down.
        yield return Measure.OfPersons("session-seats", "Seats at sessions held", held.SelectMany(e => Seats(cohort, e.Seq)
            .Where(s => s.Circle == e.Text("circleId")).Select(s => s.Person).Union(e.List("present").Select(cohort.Who))
            .Select(person => new Unit(e.Text("sessionId"), person, e.Seq))), "seats");
        yield return Measure.OfShare("session-attendance", "Attendance at sessions", "session-seats",
            held.SelectMany(e => e.List("present").Select(p => new Unit(e.Text("sessionId"), cohort.Who(p), e.Seq))), "seats");
    }

    private static List<(string Circle, string Person, bool IsMentor, ulong Seq)> Seats(Cohort cohort, ulong upTo)
    {
        var seats = new List<(string Circle, string Person, bool IsMentor, ulong Seq)>();
        void Leave(Happened e, string person) => seats.RemoveAll(s => s.Circle == e.Text("circleId") && s.Person == person);
        void Sit(Happened e, string person, bool isMentor)
        {
            Leave(e, person);
            seats.Add((e.Text("circleId"), person, isMentor, e.Seq));
        }

        foreach (var e in cohort.All("circles.circle-composed", "circles.seat-vacated", "circles.circle-mentor-replaced").Where(e => e.Seq <= upTo))
        {
            foreach (var seat in e.Data["seats"]?.Items ?? [])
                Sit(e, cohort.Who(seat["personId"]?.AsString ?? ""), seat["isMentor"]?.Kind == Json.Kinds.True);
            if (e.Type == "circles.circle-composed")
                continue;
            Leave(e, cohort.Who(e.Text("personId")));
            if (e.Type == "circles.circle-mentor-replaced")
                Sit(e, cohort.Who(e.Text("byPersonId")), true);
        }

        return seats;
    }

    public static IEnumerable<Measure> OfGatherings(Cohort cohort)
    {
        var cancelled = cohort.All("events.gathering-cancelled").ToArray();
        var held = cohort.All("events.gathering-attended").GroupBy(e => e.Text("gatheringId")).Select(g => g.Last()).ToArray();
        yield return Measure.OfNumber("gatherings-held", "Gatherings held, of those planned", held.Length, held.Select(e => e.Seq), "gatherings",
            cohort.All("events.gathering-planned").Count());
        yield return Measure.OfNumber("gatherings-cancelled", "Gatherings cancelled", cancelled.Length, cancelled.Select(e => e.Seq), "gatherings");
        Unit[] there =
            [.. held.SelectMany(e =>
                e.List("present").Concat(e.List("walkIns")).Select(p => new Unit(e.Text("gatheringId"), cohort.Who(p), e.Seq)))];
        yield return Measure.OfPersons("gathering-attendances", "Attendances", there, "attendances");
        var present = there.Select(u => (u.Thing, u.Person)).ToHashSet();
        var closed = cohort.All("events.gathering-closed").Select(e => e.Text("gatheringId")).ToHashSet(StringComparer.Ordinal);
        Unit[] registered = [.. Registrations(cohort).Where(r => held.Any(e => e.Text("gatheringId") == r.Thing))];
        yield return Measure.OfPersons("gathering-registrations", "Registrations for gatherings held", registered, "registrations");
        yield return Measure.OfShare("gathering-shows", "Registered and attended", "gathering-registrations",
            registered.Where(r => present.Contains((r.Thing, r.Person))), "registrations");
        yield return Measure.OfPersons("gathering-no-shows", "Registered but not there, where attendance is final",
            registered.Where(r => closed.Contains(r.Thing) && !present.Contains((r.Thing, r.Person))), "registrations", "gathering-registrations");
    }

    private static List<Unit> Registrations(Cohort cohort)
    {
        var standing = new Dictionary<(string, string), Unit>();
        foreach (var e in cohort.All("events.registration-confirmed", "events.registration-promoted", "events.registration-cancelled"))
        {
            var unit = new Unit(e.Text("gatheringId"), cohort.Who(e.Text("personId")), e.Seq);
            if (e.Type == "events.registration-cancelled")
                standing.Remove((unit.Thing, unit.Person));
            else
                standing[(unit.Thing, unit.Person)] = unit;
        }

        return [.. standing.Values];
    }
}
