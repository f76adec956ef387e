namespace Advance.Contracts;

/// <summary>What a gathering is for.</summary>
public enum GatheringKind { KickOff, MidTerm, Closing, Training, Lecture, Networking }

/// <summary>A gathering was planned, for one cohort or (null) for all; its title and place stand in a document.</summary>
public record GatheringPlanned(Guid GatheringId, Guid? CohortId, Guid? SeriesId, GatheringKind Kind, DateTimeOffset StartsAt,
    DateTimeOffset EndsAt, int Capacity);

/// <summary>People can register.</summary>
public record RegistrationOpened(Guid GatheringId, Guid? CohortId);

/// <summary>A person has one of the seats.</summary>
public record RegistrationConfirmed(Guid GatheringId, Guid? CohortId, Guid PersonId);

/// <summary>A person waits for a seat, at this position (1 is next).</summary>
public record RegistrationWaitlisted(Guid GatheringId, Guid? CohortId, Guid PersonId, int Position);

/// <summary>A freed seat went to the first who waited (rule G1).</summary>
public record RegistrationPromoted(Guid GatheringId, Guid? CohortId, Guid PersonId);

/// <summary>A person gave the registration back.</summary>
public record RegistrationCancelled(Guid GatheringId, Guid? CohortId, Guid PersonId);

/// <summary>
/// These people were there; walk-ins are those of them without a seat (rule G2). Raised again when the list is corrected: the latest
/// before the closing counts.
/// </summary>
public record GatheringAttended(Guid GatheringId, Guid? CohortId, IReadOnlyList<Guid> Present, IReadOnlyList<Guid> WalkIns);

/// <summary>A gathering moved.</summary>
public record GatheringRescheduled(Guid GatheringId, Guid? CohortId, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

/// <summary>A gathering will not take place; it accepts nothing any more (rule G3).</summary>
public record GatheringCancelled(Guid GatheringId, Guid? CohortId);

/// <summary>A gathering is over and its attendance final.</summary>
public record GatheringClosed(Guid GatheringId, Guid? CohortId, int Attended, int NoShows);

/// <summary>A series of gatherings, such as a lecture series, was planned.</summary>
public record SeriesPlanned(Guid SeriesId, string Key, GatheringKind Kind);
