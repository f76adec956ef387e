namespace Advance.Contracts;

/// <summary>What became of an appeal against a decision.</summary>
public enum AppealOutcome { Upheld, Dismissed }

/// <summary>The waiting list of a cohort as it was released, the next one first.</summary>
public record WaitingListOrdered(Guid CohortId, IReadOnlyList<Guid> ApplicationIds);

/// <summary>
/// A person goes first among equals in the next call of the strand, because of a cohort in which there was no place: the reason is
/// <c>declined-for-capacity</c>, or <c>still-waiting</c> when the cohort started. The cohort is the one that gave it.
/// </summary>
public record PriorityGranted(Guid PersonId, Guid StrandId, Guid CohortId, string Reason);

/// <summary>A person with priority got a place in this cohort: the priority is used up.</summary>
public record PriorityUsed(Guid PersonId, Guid StrandId, Guid CohortId);

/// <summary>
/// The priority of a person in a strand was contested and taken back, for a reason (a code) and perhaps by a resolution.
/// </summary>
public record PriorityWithdrawn(Guid PersonId, Guid StrandId, string Reason, Guid? CommitteeId = null, string? ResolutionNumber = null);

/// <summary>
/// A lottery seed was committed to for the cohort's draw of this number, before anybody knew between whom it will be drawn: the
/// commitment is SHA-256 in lower-case hex, by the formula in <c>docs/auditors.md</c>.
/// </summary>
public record LotteryCommitted(Guid CohortId, int Number, string Commitment);

/// <summary>
/// Lots were drawn between applications that nothing else tells apart, for so many places; published with the release, unless drawn later.
/// <c>Seed</c> is what the commitment of this
/// number was made of; <c>Order</c> is the result, holders of a priority first. Anybody can compute it again from these.
/// </summary>
public record LotsDrawn(Guid CohortId, int Number, string Seed, int Places, IReadOnlyList<Guid> ApplicationIds,
    IReadOnlyList<Guid> WithPriority, IReadOnlyList<Guid> Order);

/// <summary>The draw of this number binds nobody any more, by a resolution where a steering committee is constituted.</summary>
public record LotsSetAside(Guid CohortId, int Number, Guid? CommitteeId = null, string? ResolutionNumber = null);

/// <summary>A declined applicant appealed; the reason stands in a text of People.</summary>
public record AppealLodged(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid ReasonTextId);

/// <summary>An appeal was decided by reviewers of its own; their assessment stands in a text of People.</summary>
public record AppealDecided(Guid ApplicationId, Guid CohortId, Guid PersonId, AppealOutcome Outcome, Guid AssessmentTextId);
