using Advance.Contracts;

namespace Advance.Reporting.Contagion;

/// <summary>What kind of thing brings people together.</summary>
public enum TouchedKind { Application, Pair, Circle, Committee }

/// <summary>Somebody's part in a thing, from an instant until another (null: still).</summary>
public record Part(Guid PersonId, bool IsMentor, DateTimeOffset Since, DateTimeOffset? Until);

/// <summary>A member's mandate, in days (the last one included; null: none is set).</summary>
public record Mandate(Guid PersonId, DateOnly From, DateOnly? Until);

/// <summary>A resolution about a cohort: its day, and when it was recorded.</summary>
public record Resolved(Guid CohortId, DateOnly On, DateTimeOffset At);

/// <summary>A case that Matching watches over (its id there) because a pair breaks this rule.</summary>
public record WatchedCase(Guid ConflictId, string Rule);

/// <summary>
/// A thing in which people met, with both its times, from published events alone: an application with its wishes and its decision, a
/// pair from proposal to end, a circle with its seats, a committee with its mandates and what it resolved.
/// </summary>
public record Touched
{
    public Guid Id { get; init; }
    public TouchedKind Kind { get; init; }
    public Guid CohortId { get; init; }

    /// <summary>Everybody in it, for the search.</summary>
    public IReadOnlyList<Guid> People { get; init; } = [];
    public IReadOnlyList<Part> Parts { get; init; } = [];
    public IReadOnlyList<Guid> Wishes { get; init; } = [];
    public IReadOnlyList<Mandate> Mandates { get; init; } = [];
    public IReadOnlyList<Resolved> Resolutions { get; init; } = [];
    public IReadOnlyList<WatchedCase> Watched { get; init; } = [];

    /// <summary>When an application was first selected, put on the waiting list or declined.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>A pair began to be a mentorship.</summary>
    public bool IsFormed { get; init; }

    /// <summary>Since when nothing goes on in it any more: withdrawn, refused, ended, completed.</summary>
    public DateTimeOffset? OverAt { get; init; }

    public Touched With(object data, DateTimeOffset at) => data switch
    {
        ApplicationSubmitted a => Opened(TouchedKind.Application, a.CohortId, [new(a.PersonId, false, at, null)]) with
        {
            Wishes = a.MentorWishes,
            People = [a.PersonId, .. a.MentorWishes],
        },
        ApplicationSelected or ApplicationWaitlisted or ApplicationDeclined => this with { DecidedAt = DecidedAt ?? at },
        ApplicationWithdrawn or OfferDeclined or OfferExpired => this with { OverAt = at },
        PairProposed p => Opened(TouchedKind.Pair, p.CohortId, [new(p.MenteeId, false, at, null), new(p.MentorPersonId, true, at, null)]),
        MentorshipFormed _ => this with { IsFormed = true },
        ProposalRefused or ProposalLapsed or MentorshipEnded or MentorshipCompleted => this with { OverAt = at },
        ConflictArose c => this with { Watched = [.. Watched, new(c.ConflictId, c.Rule)] },
        CircleComposed c => Opened(TouchedKind.Circle, c.CohortId, [.. c.Seats.Select(s => new Part(s.PersonId, s.IsMentor, at, null))]),
        SeatVacated v => Left(v.PersonId, at),
        CircleMentorReplaced r => Left(r.PersonId, at) is var left
            ? left.Opened(TouchedKind.Circle, r.CohortId, [.. left.Parts, new(r.ByPersonId, true, at, null)]) : this,
        CircleCompleted _ => this with { OverAt = at },
        MemberSeated m => this with
        {
            Kind = TouchedKind.Committee,
            Mandates = [.. Mandates, new(m.PersonId, m.From, m.Until)],
            People = [.. People.Append(m.PersonId).Distinct()],
        },
        MandateEnded ended => this with
        {
            Mandates = [.. Mandates.Select(m => m.PersonId == ended.PersonId && (m.Until is null || m.Until > ended.On)
                ? m with { Until = ended.On } : m)],
        },
        MandateFollowed f => this with
        {
            Mandates = [.. Mandates.Select(m => m.PersonId == f.PersonId ? m with { PersonId = f.AsPersonId } : m)],
            People = [.. People.Append(f.AsPersonId).Distinct()],
        },
        ResolutionPassed { CohortId: { } cohort } r => this with { Kind = TouchedKind.Committee, Resolutions = [.. Resolutions, new(cohort, r.On, at)] },
        _ => this,
    };

    private Touched Opened(TouchedKind kind, Guid cohortId, IReadOnlyList<Part> parts) =>
        this with { Kind = kind, CohortId = cohortId, Parts = parts, People = [.. parts.Select(p => p.PersonId).Distinct()] };

    private Touched Left(Guid personId, DateTimeOffset at) =>
        this with { Parts = [.. Parts.Select(p => p.PersonId == personId && p.Until is null ? p with { Until = at } : p)] };
}
