using Advance.Contracts;

namespace Advance.Applications;

/// <summary>An application of the cohort as it stood at the position; 1 is next on the waiting list.</summary>
public record ApplicationThen(Guid ApplicationId, Guid PersonId, Guid InstitutionId, string CareerStage, ApplicationStatus Status,
    Standing? Standing, int? WaitingPosition, DeclineGround? Ground, IReadOnlyList<Attachment> Documents)
{
    public static ApplicationThen Of(Application a, Intake intake) => new(a.Id, a.PersonId, a.InstitutionId, a.CareerStage, a.Status,
        intake.Entries.FirstOrDefault(e => e.ApplicationId == a.Id)?.Standing, intake.PositionOf(a.Id), a.Ground, a.Documents);
}

/// <summary>A relationship of the applicant that was on record, and since which position.</summary>
public record ConflictThen(long Position, Guid PersonId, Guid OtherPersonId, RelationshipKind Kind, DateOnly From, DateOnly? Until);

/// <summary>Something recorded on the application, its review or its appeal: where in the log, when, and its stored name.</summary>
public record RecordThen(long Position, DateTimeOffset RecordedAt, string Kind);

/// <summary>What the review said by then: how many were assigned, and what the assessments came to under the rubric of that moment.</summary>
public record ReviewThen(int Assigned, ReviewFigures Figures);

/// <summary>
/// What was on record at a position of the log, that position included: the application, the others of the cohort, the places, the
/// applicant's relationships, what the review said (null for the committee before the discussion), and what had been recorded on the case.
/// <c>Decision</c> is the stored name of the decision that came next,
/// where it was asked for.
/// </summary>
public record KnowledgeView(Guid CohortId, long Position, string? Decision, ApplicationThen Application, int Cap, int Taken, int Waiting,
    bool IsReleased, Page<ApplicationThen> Competing, IReadOnlyList<ConflictThen> Conflicts, IReadOnlyList<RecordThen> Recorded,
    ReviewThen? Review = null);
