using Advance.Contracts;
using JasperFx;

namespace Advance.Strands;

/// <summary>Somebody with a mandate who was there, with what the mandate says.</summary>
public record Attendee(Guid PersonId, Guid InstitutionId, bool RepresentsPartners);

/// <summary>Who was there on a day, of how many with a mandate, and how many had to be. Private, as are the three below.</summary>
public record PresenceRecorded(Guid MeetingId, DateOnly On, IReadOnlyList<Attendee> Present, int Mandates, int Needed);

/// <summary>Somebody there takes no part in what concerns a cohort or another subject; nobody says why.</summary>
public record MemberRecused(Guid MeetingId, Guid PersonId, Guid? CohortId, string? SubjectKey);

/// <summary>Who is there, or is recused, is known under another identity from now on.</summary>
public record AttendeeFollowed(Guid MeetingId, Guid PersonId, Guid AsPersonId);

/// <summary>What was resolved, by how many who could decide (there and not recused), of how many that were needed.</summary>
public record ResolvedAtMeeting(Guid MeetingId, DateOnly On, string Number, string Subject, Guid? CohortId, Guid? StrandId, Votes? Votes,
    int Deciding, int Recused, int Mandates, int Needed);

/// <summary>One day of a meeting.</summary>
public record Sitting(DateOnly On, IReadOnlyList<Attendee> Present, int Mandates, int Needed);

/// <summary>
/// A meeting of a committee: who was there, who recused themselves from what, what was resolved, until it was closed. Its minutes are
/// made of this and of nothing else, so they say the same at any later time.
/// </summary>
public record Meeting : IFold<Meeting>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid CommitteeId { get; init; }

    /// <summary>The day of the meeting; after an adjournment the day on which it goes on.</summary>
    public DateOnly On { get; init; }
    public bool IsClosed { get; init; }
    public IReadOnlyList<Sitting> Sittings { get; init; } = [];
    public IReadOnlyList<MemberRecused> Recusals { get; init; } = [];
    public IReadOnlyList<ResolvedAtMeeting> Resolutions { get; init; } = [];

    /// <summary>Who is there on the meeting's day.</summary>
    public IReadOnlyList<Attendee> Present => Sittings.FirstOrDefault(s => s.On == On)?.Present ?? [];

    /// <summary>Who is there and may decide on a cohort or subject: everybody who is not recused from it.</summary>
    public IReadOnlyList<Attendee> DecidingOn(Guid? cohortId, string? subjectKey) =>
        [.. Present.Where(a => !IsRecused(a.PersonId, cohortId, subjectKey))];

    public bool IsRecused(Guid personId, Guid? cohortId, string? subjectKey) => Recusals.Any(r => r.PersonId == personId
        && ((r.CohortId is not null && r.CohortId == cohortId) || (r.SubjectKey is not null && r.SubjectKey == subjectKey)));

    /// <summary>Refuses whatever comes after the end of the meeting.</summary>
    public void MustBeOpen() => Refused.When(IsClosed, "meeting-closed", "This meeting is closed.");

    public Meeting Evolve(object e) => e switch
    {
        MeetingConvened convened => this with { Id = convened.MeetingId, CommitteeId = convened.CommitteeId, On = convened.On },
        PresenceRecorded recorded => this with
        {
            Sittings = [.. Sittings.Where(s => s.On != recorded.On), new(recorded.On, recorded.Present, recorded.Mandates, recorded.Needed)],
        },
        MemberRecused recused => this with { Recusals = [.. Recusals, recused] },
        AttendeeFollowed f => this with
        {
            Sittings = [.. Sittings.Select(s => s.On == On ? s with { Present = Followed(s.Present, f) } : s)],
            Recusals = [.. Recusals.Select(r => r.PersonId == f.PersonId ? r with { PersonId = f.AsPersonId } : r).Distinct()],
        },
        ResolvedAtMeeting resolved => this with { Resolutions = [.. Resolutions, resolved] },
        MeetingAdjourned adjourned => this with { On = adjourned.Until },
        MeetingClosed _ => this with { IsClosed = true },
        _ => this,
    };

    /// <summary>Nobody is there twice.</summary>
    private static IReadOnlyList<Attendee> Followed(IReadOnlyList<Attendee> present, AttendeeFollowed f) =>
        [.. present.Select(a => a.PersonId == f.PersonId ? a with { PersonId = f.AsPersonId } : a).DistinctBy(a => a.PersonId)];
}
