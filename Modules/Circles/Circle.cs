using Advance.Contracts;
using JasperFx;

namespace Advance.Circles;

/// <summary>Where a circle stands.</summary>
public enum CircleStatus { Composed, Approved, Running, Completed }

/// <summary>
/// Whoever sat under one identity is known under another: the seats and the attendance are that person's. Of two seats in one role
/// that come together, one remains.
/// </summary>
public record SeatFollowed(Guid CircleId, Guid CohortId, Guid PersonId, Guid AsPersonId);

/// <summary>A chair: held from a day (null: since the circle was composed) until the day from which it is free (null: still held).</summary>
public record CircleSeat(Guid PersonId, Guid InstitutionId, bool IsMentor, DateOnly? From, DateOnly? FreeFrom)
{
    public bool HeldOn(DateOnly day) => (From is null || From <= day) && (FreeFrom is null || day < FreeFrom);
}

/// <summary>A session, with who was there once that is recorded. Its day is that of its start in UTC, as everywhere in the log.</summary>
public record CircleSession(Guid Id, DateTimeOffset StartsAt, int Minutes, IReadOnlyList<Guid>? Present)
{
    public DateOnly Day => DateOnly.FromDateTime(StartsAt.UtcDateTime);
}

/// <summary>The sizes below which a case was opened (rule C6).</summary>
public record CircleMinimum(int Mentees, int Mentors);

/// <summary>A group of mentees with several mentors.</summary>
public record Circle : IFold<Circle>, IRevisioned
{
    /// <summary>Fewer mentees than this are no group.</summary>
    public const int FewestMentees = 2;

    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid CohortId { get; init; }
    public CircleStatus Status { get; init; }
    public IReadOnlyList<CircleSeat> Seats { get; init; } = [];
    public int RulesVersion { get; init; }
    public IReadOnlyList<CircleSession> Sessions { get; init; } = [];
    public CircleMinimum? Minimum { get; init; }

    public IEnumerable<CircleSeat> Held => Seats.Where(s => s.FreeFrom is null);
    public int Mentees => Held.Count(s => !s.IsMentor);
    public int Mentors => Held.Count(s => s.IsMentor);
    /// <summary>A case is open: the circle is smaller than it must be (rule C6).</summary>
    public bool IsBelowMinimum => Minimum is { } least && (Mentees < least.Mentees || Mentors < least.Mentors);

    /// <summary>The seat that a person holds.</summary>
    public CircleSeat? SeatOf(Guid personId) => Held.FirstOrDefault(s => s.PersonId == personId);

    /// <summary>The seat that the caller holds, also under a former id until the seat has followed.</summary>
    public CircleSeat? SeatOf(Caller caller) => Held.FirstOrDefault(s => caller.Is(s.PersonId));

    /// <summary>Whether a person was recorded as present on this day or later.</summary>
    public bool AttendedSince(Guid personId, DateOnly day) => Sessions.Any(s => s.Day >= day && s.Present?.Contains(personId) == true);

    /// <summary>403 unless the caller is one of the circle's mentors, or staff.</summary>
    public void MustBeRunBy(Caller caller)
    {
        if (SeatOf(caller) is not { IsMentor: true } && !caller.IsStaff) throw new Forbidden("Only staff and the circle's mentors may do this.");
    }

    public Circle Evolve(object e) => e switch
    {
        CircleComposed composed => this with
        {
            Id = composed.CircleId,
            CohortId = composed.CohortId,
            Seats = [.. composed.Seats.Select(s => new CircleSeat(s.PersonId, s.InstitutionId, s.IsMentor, null, null))],
        },
        CircleApproved _ => this with { Status = CircleStatus.Approved },
        GroundRulesAdopted adopted => this with { RulesVersion = adopted.RulesVersion },
        CircleStarted _ => this with { Status = CircleStatus.Running },
        SessionScheduled scheduled => this with { Sessions = [.. Sessions, new(scheduled.SessionId, scheduled.StartsAt, scheduled.Minutes, null)] },
        SessionAttended attended => this with
        {
            Sessions = [.. Sessions.Select(s => s.Id == attended.SessionId ? s with { Present = attended.Present } : s)],
        },
        SeatVacated vacated => this with { Seats = Freed(vacated.PersonId, vacated.From) },
        CircleBelowMinimum below => this with { Minimum = new(below.FewestMentees, below.FewestMentors) },
        CircleMentorReplaced replaced => this with
        {
            Seats = [.. Freed(replaced.PersonId, replaced.From), new(replaced.ByPersonId, replaced.InstitutionId, true, replaced.From, null)],
        },
        SeatFollowed followed => this with
        {
            Seats = Followed(followed.PersonId, followed.AsPersonId),
            Sessions = [.. Sessions.Select(s =>
                s with { Present = s.Present?.Select(p => p == followed.PersonId ? followed.AsPersonId : p).Distinct().ToList() })],
        },
        CircleCompleted _ => this with { Status = CircleStatus.Completed },
        _ => this,
    };

    private IReadOnlyList<CircleSeat> Followed(Guid personId, Guid asPersonId)
    {
        var roles = Held.Where(s => s.PersonId == asPersonId).Select(s => s.IsMentor).ToHashSet();
        return [.. Seats.Where(s => s.PersonId != personId || s.FreeFrom is not null || !roles.Contains(s.IsMentor))
            .Select(s => s.PersonId == personId ? s with { PersonId = asPersonId } : s)];
    }

    /// <summary>The seats after this person's became free; one that was free already stays as it was.</summary>
    private IReadOnlyList<CircleSeat> Freed(Guid personId, DateOnly from) =>
        [.. Seats.Select(s => s.PersonId == personId && s.FreeFrom is null ? s with { FreeFrom = from } : s)];
}

/// <summary>The text of a circle's ground rules in one version; each version stays.</summary>
public record GroundRulesText(Guid Id, Guid CircleId, int RulesVersion, string Text)
{
    public static Guid IdOf(Guid circleId, int rulesVersion) => Ids.Of($"ground-rules-{rulesVersion}", circleId);
}
