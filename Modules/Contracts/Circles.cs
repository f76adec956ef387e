namespace Advance.Contracts;

/// <summary>Somebody's chair in a circle.</summary>
public record Seat(Guid PersonId, Guid InstitutionId, bool IsMentor);

/// <summary>A circle was composed for a cohort: its mentees and mentors.</summary>
public record CircleComposed(Guid CircleId, Guid CohortId, IReadOnlyList<Seat> Seats);

/// <summary>A person approved the composition.</summary>
public record CircleApproved(Guid CircleId, Guid CohortId);

/// <summary>The circle agreed on its ground rules, in this version; the text stands in a document (rule C4).</summary>
public record GroundRulesAdopted(Guid CircleId, Guid CohortId, int RulesVersion);

/// <summary>The circle began.</summary>
public record CircleStarted(Guid CircleId, Guid CohortId, int Mentees, int Mentors);

/// <summary>A session of the circle is to take place.</summary>
public record SessionScheduled(Guid CircleId, Guid CohortId, Guid SessionId, DateTimeOffset StartsAt, int Minutes);

/// <summary>
/// A session took place with these of the seated people (rule C5). Raised again for the same session when the list is corrected: the
/// latest counts.
/// </summary>
public record SessionAttended(Guid CircleId, Guid CohortId, Guid SessionId, IReadOnlyList<Guid> Present, int Seated);

/// <summary>A seat became free from a day on.</summary>
public record SeatVacated(Guid CircleId, Guid CohortId, Guid PersonId, bool IsMentor, DateOnly From) : IWithoutActor;

/// <summary>
/// A seat became free and the circle has fewer members than it needs: a case opens, to refill, merge or go on (rule C6). Nobody is
/// named as its cause.
/// </summary>
public record CircleBelowMinimum(Guid CircleId, Guid CohortId, int Mentees, int Mentors, int FewestMentees, int FewestMentors) : IWithoutActor;

/// <summary>A mentor took the seat of another from a day on.</summary>
public record CircleMentorReplaced(Guid CircleId, Guid CohortId, Guid PersonId, Guid ByPersonId, Guid InstitutionId, DateOnly From);

/// <summary>The circle ended as planned.</summary>
public record CircleCompleted(Guid CircleId, Guid CohortId, int SessionsHeld);
