using Advance.Contracts;
using JasperFx;

namespace Advance.Events;

/// <summary>Where a gathering stands.</summary>
public enum GatheringStatus { Planned, RegistrationOpen, Cancelled, Closed }

/// <summary>What a registration is.</summary>
public enum RegistrationState { Confirmed, Waitlisted }

/// <summary>
/// Whoever registered or came under one identity is known under another: registration and attendance are that person's. Of two
/// registrations that come together the better one remains.
/// </summary>
public record RegistrantFollowed(Guid GatheringId, Guid? CohortId, Guid PersonId, Guid AsPersonId);

/// <summary>
/// A gathering; its stream owns its seats: who has one and who waits, in order. Capacity counts registrations, not walk-ins.
/// What it is called and where it takes place stands in <see cref="GatheringText"/>.
/// </summary>
public record Gathering : IFold<Gathering>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid? CohortId { get; init; }
    public Guid? SeriesId { get; init; }
    public GatheringKind Kind { get; init; }
    public DateTimeOffset StartsAt { get; init; }
    public DateTimeOffset EndsAt { get; init; }
    public int Capacity { get; init; }
    public GatheringStatus Status { get; init; }
    /// <summary>How often it moved or was called off: the SEQUENCE of its calendar entry.</summary>
    public int Revision { get; init; }
    public IReadOnlyList<Guid> Confirmed { get; init; } = [];
    /// <summary>In the order in which they will be promoted.</summary>
    public IReadOnlyList<Guid> Waiting { get; init; } = [];
    /// <summary>Who was there, walk-ins included; null until attendance is recorded.</summary>
    public IReadOnlyList<Guid>? Present { get; init; }

    public bool IsOver => Status is GatheringStatus.Cancelled or GatheringStatus.Closed;
    public bool HasBegun(DateTimeOffset now) => now >= StartsAt;

    public Gathering Evolve(object e) => e switch
    {
        GatheringPlanned planned => this with
        {
            Id = planned.GatheringId,
            CohortId = planned.CohortId,
            SeriesId = planned.SeriesId,
            Kind = planned.Kind,
            StartsAt = planned.StartsAt,
            EndsAt = planned.EndsAt,
            Capacity = planned.Capacity,
        },
        RegistrationOpened _ => this with { Status = GatheringStatus.RegistrationOpen },
        RegistrationConfirmed confirmed => this with { Confirmed = [.. Confirmed, confirmed.PersonId] },
        RegistrationWaitlisted waitlisted => this with { Waiting = [.. Waiting, waitlisted.PersonId] },
        RegistrationPromoted promoted => this with
        {
            Confirmed = [.. Confirmed, promoted.PersonId],
            Waiting = [.. Waiting.Where(p => p != promoted.PersonId)],
        },
        RegistrationCancelled cancelled => this with
        {
            Confirmed = [.. Confirmed.Where(p => p != cancelled.PersonId)],
            Waiting = [.. Waiting.Where(p => p != cancelled.PersonId)],
        },
        RegistrantFollowed followed => this with
        {
            Confirmed = Followed(Confirmed, followed),
            Waiting = [.. Followed(Waiting, followed).Except(Followed(Confirmed, followed))],
            Present = Present is null ? null : Followed(Present, followed),
        },
        GatheringAttended attended => this with { Present = attended.Present },
        GatheringRescheduled moved => this with { StartsAt = moved.StartsAt, EndsAt = moved.EndsAt, Revision = Revision + 1 },
        GatheringCancelled _ => this with { Status = GatheringStatus.Cancelled, Revision = Revision + 1 },
        GatheringClosed _ => this with { Status = GatheringStatus.Closed },
        _ => this,
    };

    private static IReadOnlyList<Guid> Followed(IReadOnlyList<Guid> people, RegistrantFollowed followed) =>
        [.. people.Select(p => p == followed.PersonId ? followed.AsPersonId : p).Distinct()];
}

/// <summary>What a gathering is called and where it takes place; the id is the gathering's.</summary>
public record GatheringText(Guid Id, string Title, string? Place, string? Online);
