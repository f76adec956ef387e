using Advance.Contracts;
using JasperFx;

namespace Advance.Applications;

/// <summary>These people may be asked to review applications of the cohort. Private: who reviews is nobody's business outside.</summary>
public record ReviewersPooled(Guid CohortId, IReadOnlyList<Guid> PersonIds);

/// <summary>
/// The review of a cohort as a whole: its rules, who may review, and its phase. Its stream is <c>Ids.Of("review-panel", cohortId)</c>;
/// everything that changes a review of the cohort holds its lock, so that nothing slips in behind the closing of a phase.
/// </summary>
public record ReviewPanel : IFold<ReviewPanel>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid CohortId { get; init; }
    public ReviewRules? Rules { get; init; }
    public IReadOnlyList<Guid> Reviewers { get; init; } = [];
    public ReviewPhase Phase { get; init; }

    public bool IsBlind => Rules?.IsBlind == true;

    /// <summary>Scores of others are on the table.</summary>
    public bool IsOpenToOthers => Phase is ReviewPhase.Discussing or ReviewPhase.Closed;

    public static Guid IdOf(Guid cohortId) => Ids.Of("review-panel", cohortId);

    /// <summary>Refuses what would change a review that is closed.</summary>
    public void MustNotBeClosed() => Refused.When(Phase is ReviewPhase.Closed, "review-closed", "The review of this cohort is closed.");

    public ReviewPanel Evolve(object e) => e switch
    {
        ReviewRulesAdopted adopted => Of(adopted.CohortId) with { Rules = adopted.Rules },
        ReviewersPooled pooled => Of(pooled.CohortId) with { Reviewers = [.. Reviewers, .. pooled.PersonIds] },
        ReviewPhaseChanged changed => Of(changed.CohortId) with { Phase = changed.Phase },
        ReviewReopened reopened => Of(reopened.CohortId) with { Phase = ReviewPhase.Assessing },
        _ => this,
    };

    private ReviewPanel Of(Guid cohortId) => this with { Id = IdOf(cohortId), CohortId = cohortId };
}
