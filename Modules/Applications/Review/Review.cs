using Advance.Contracts;
using JasperFx;

namespace Advance.Applications;

/// <summary>What a reviewer advises; an abstention counts in no figure.</summary>
public enum Recommendation { Select, Waitlist, Decline, Abstain }

/// <summary>The score of one criterion, on the scale of the rubric.</summary>
public record Score(string Criterion, int Points);

/// <summary>A person is to review an application. Private, as are all below: each would tell who judged whom.</summary>
public record ReviewerAssigned(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid ReviewerId);

/// <summary>A reviewer stepped aside; the reason, if one was written, is a text of People's and stands nowhere else.</summary>
public record ReviewerRecused(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid ReviewerId, Guid? ReasonTextId) : IWithoutActor;

/// <summary>A conflict of interest became known after the assignment and ended it; what was assessed no longer counts (rules A5, A6).</summary>
public record ReviewerConflicted(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid ReviewerId) : IWithoutActor;

/// <summary>Staff took an assignment back, or two assigned identities turned out to be one person; what was assessed no longer counts.</summary>
public record ReviewerReleased(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid ReviewerId) : IWithoutActor;

/// <summary>A reviewer assessed an application; given again, the latest counts. The written assessment is a text of People's.</summary>
public record AssessmentGiven(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid ReviewerId, IReadOnlyList<Score> Scores,
    Recommendation Recommendation, Guid? AssessmentTextId);

/// <summary>Staff put a document without names to the review, in place of an earlier one of its kind.</summary>
public record DocumentRedacted(Guid ApplicationId, Guid CohortId, Guid PersonId, string Kind, Guid? TextId, Guid? FileId = null);

/// <summary>The brief written assessment of an application, in place of an earlier one; it is a text of People's.</summary>
public record BriefAssessmentWritten(Guid ApplicationId, Guid CohortId, Guid PersonId, Guid TextId);

/// <summary>What one reviewer said last.</summary>
public record Assessment(Guid ReviewerId, IReadOnlyList<Score> Scores, Recommendation Recommendation, Guid? AssessmentTextId, int Edition);

/// <summary>The review of one application; its stream is <c>Ids.Of("review", applicationId)</c>.</summary>
public record Review : IFold<Review>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid ApplicationId { get; init; }
    public Guid CohortId { get; init; }
    public Guid ApplicantId { get; init; }

    /// <summary>Who is assigned, in the order of assignment.</summary>
    public IReadOnlyList<Guid> Active { get; init; } = [];

    /// <summary>Whose assignment was ended by a conflict that became known late.</summary>
    public IReadOnlyList<Guid> Conflicted { get; init; } = [];

    /// <summary>Who stepped aside.</summary>
    public IReadOnlyList<Guid> Recused { get; init; } = [];

    /// <summary>Whose assignment staff took back.</summary>
    public IReadOnlyList<Guid> Released { get; init; } = [];

    /// <summary>Those that count: the latest of each who is assigned.</summary>
    public IReadOnlyList<Assessment> Assessments { get; init; } = [];

    /// <summary>Documents without names, for a blind review.</summary>
    public IReadOnlyList<Attachment> Redacted { get; init; } = [];

    /// <summary>The text that sums up what the review said, for the committee.</summary>
    public Guid? BriefAssessmentId { get; init; }

    public static Guid IdOf(Guid applicationId) => Ids.Of("review", applicationId);

    public Assessment? AssessmentOf(Guid reviewerId) => Assessments.FirstOrDefault(a => a.ReviewerId == reviewerId);

    public Review Evolve(object e) => e switch
    {
        ReviewerAssigned a => Of(a.ApplicationId, a.CohortId, a.PersonId) with { Active = [.. Active, a.ReviewerId] },
        ReviewerRecused r => Of(r.ApplicationId, r.CohortId, r.PersonId).Without(r.ReviewerId) with { Recused = [.. Recused, r.ReviewerId] },
        ReviewerConflicted c => Without(c.ReviewerId) with { Conflicted = [.. Conflicted, c.ReviewerId] },
        ReviewerReleased r => Without(r.ReviewerId) with { Released = [.. Released, r.ReviewerId] },
        AssessmentGiven given => this with { Assessments = [.. Assessments.Where(a => a.ReviewerId != given.ReviewerId), Latest(given)] },
        DocumentRedacted d => Of(d.ApplicationId, d.CohortId, d.PersonId) with
        {
            Redacted = [.. Redacted.Where(x => x.Kind != d.Kind), new(d.Kind, d.TextId, d.FileId)],
        },
        BriefAssessmentWritten b => Of(b.ApplicationId, b.CohortId, b.PersonId) with { BriefAssessmentId = b.TextId },
        _ => this,
    };

    private Review Of(Guid applicationId, Guid cohortId, Guid applicantId) =>
        this with { Id = IdOf(applicationId), ApplicationId = applicationId, CohortId = cohortId, ApplicantId = applicantId };

    private Review Without(Guid reviewerId) => this with
    {
        Active = [.. Active.Where(a => a != reviewerId)],
        Assessments = [.. Assessments.Where(a => a.ReviewerId != reviewerId)],
    };

    private Assessment Latest(AssessmentGiven given) => new(given.ReviewerId, given.Scores, given.Recommendation, given.AssessmentTextId,
        (AssessmentOf(given.ReviewerId)?.Edition ?? 0) + 1);
}
