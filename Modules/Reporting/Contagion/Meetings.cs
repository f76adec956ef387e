using Advance.Contracts;

namespace Advance.Reporting.Contagion;

/// <summary>What two people had to do with each other.</summary>
public enum MeetingKind { Wish, Decision, Proposal, Mentorship, CircleSeat }

/// <summary>
/// Two people in one thing, from an instant until another (null: still). In a decision the first is the applicant, the other a member
/// of the committee that resolved it.
/// </summary>
public record Meeting(MeetingKind Kind, Guid ThingId, Guid CohortId, Guid One, Guid Other, DateTimeOffset Since, DateTimeOffset? Until, bool IsOver);

/// <summary>Finds where people met.</summary>
public static class Meetings
{
    /// <summary>Every meeting of one of these people with anybody; <paramref name="who"/> is the person behind an id.</summary>
    public static IReadOnlyList<Meeting> Of(IReadOnlyCollection<Touched> things, IReadOnlySet<Guid> people, Func<Guid, Guid> who)
    {
        var committees = things.Where(t => t.Kind == TouchedKind.Committee).ToList();
        return [.. things.SelectMany(t => t.Kind switch
        {
            TouchedKind.Application => Wishes(t).Concat(Decisions(t, committees)),
            TouchedKind.Pair => [Pair(t)],
            TouchedKind.Circle => Seats(t, people, who),
            _ => [],
        }).Where(m => people.Contains(who(m.One)) || people.Contains(who(m.Other)))];
    }

    private static IEnumerable<Meeting> Wishes(Touched application) => application.Parts.SelectMany(p => application.Wishes.Select(wish =>
        new Meeting(MeetingKind.Wish, application.Id, application.CohortId, p.PersonId, wish, p.Since, application.OverAt, application.OverAt is not null)));

    private static IEnumerable<Meeting> Decisions(Touched application, IReadOnlyList<Touched> committees)
    {
        if (application.DecidedAt is null) return [];
        var applicant = application.Parts[0].PersonId;
        return committees.SelectMany(c => c.Resolutions.Where(r => r.CohortId == application.CohortId)
                .SelectMany(r => c.Mandates.Where(m => m.From <= r.On && (m.Until is null || r.On <= m.Until)).Select(m => (m.PersonId, r))))
            .OrderBy(x => x.r.At).DistinctBy(x => x.PersonId)
            .Select(x => new Meeting(MeetingKind.Decision, application.Id, application.CohortId, applicant, x.PersonId, x.r.At, x.r.At, false));
    }

    private static Meeting Pair(Touched pair) => new(pair.IsFormed ? MeetingKind.Mentorship : MeetingKind.Proposal, pair.Id, pair.CohortId,
        pair.Parts.FirstOrDefault(p => !p.IsMentor)?.PersonId ?? default, pair.Parts.FirstOrDefault(p => p.IsMentor)?.PersonId ?? default,
        pair.Parts.Select(p => p.Since).FirstOrDefault(), pair.OverAt, pair.OverAt is not null);

    private static IEnumerable<Meeting> Seats(Touched circle, IReadOnlySet<Guid> people, Func<Guid, Guid> who)
    {
        for (var i = 0; i < circle.Parts.Count; i++)
        {
            var one = circle.Parts[i];
            foreach (var other in circle.Parts.Skip(i + 1).Where(o => people.Contains(who(o.PersonId)) || people.Contains(who(one.PersonId))))
            {
                if (who(one.PersonId) == who(other.PersonId) && one.IsMentor == other.IsMentor) continue; // two seats that Circles makes one
                var (since, until) = (one.Since > other.Since ? one.Since : other.Since, Earliest(Earliest(one.Until, other.Until), circle.OverAt));
                if (until is null || since < until)
                    yield return new(MeetingKind.CircleSeat, circle.Id, circle.CohortId, one.PersonId, other.PersonId, since, until, until is not null);
            }
        }
    }

    private static DateTimeOffset? Earliest(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other : one;
}
