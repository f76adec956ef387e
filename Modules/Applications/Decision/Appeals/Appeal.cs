using Advance.Contracts;
using JasperFx;

namespace Advance.Applications;

/// <summary>A person looks at an appeal who had no part in the first decision. Private: nobody else learns who it is.</summary>
public record AppealReviewerAssigned(Guid ApplicationId, Guid CohortId, Guid ReviewerId);

/// <summary>A reviewer of an appeal stepped aside from it. Private as well.</summary>
public record AppealReviewerRecused(Guid ApplicationId, Guid CohortId, Guid ReviewerId);

/// <summary>An applicant's appeal against being declined; there is one for an application. Its stream is <c>Ids.Of("appeal", applicationId)</c>.</summary>
public record Appeal : IFold<Appeal>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid ApplicationId { get; init; }
    public Guid CohortId { get; init; }
    public Guid PersonId { get; init; }
    public Guid ReasonTextId { get; init; }
    public IReadOnlyList<Guid> Reviewers { get; init; } = [];
    public AppealOutcome? Outcome { get; init; }
    public Guid? AssessmentTextId { get; init; }

    public static Guid IdOf(Guid applicationId) => Ids.Of("appeal", applicationId);

    /// <summary>Refuses what can be done to an open appeal only.</summary>
    public void MustBeOpen() => Refused.When(Outcome is not null, "appeal-decided", "This appeal has been decided.");

    public Appeal Evolve(object e) => e switch
    {
        AppealLodged lodged => this with
        {
            Id = IdOf(lodged.ApplicationId),
            ApplicationId = lodged.ApplicationId,
            CohortId = lodged.CohortId,
            PersonId = lodged.PersonId,
            ReasonTextId = lodged.ReasonTextId,
        },
        AppealReviewerAssigned assigned => this with { Reviewers = [.. Reviewers, assigned.ReviewerId] },
        AppealReviewerRecused recused => this with { Reviewers = [.. Reviewers.Where(r => r != recused.ReviewerId)] },
        AppealDecided decided => this with { Outcome = decided.Outcome, AssessmentTextId = decided.AssessmentTextId },
        _ => this,
    };
}
