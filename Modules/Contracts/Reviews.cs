namespace Advance.Contracts;

/// <summary>How far the review of a cohort's applications has come; each phase changes who sees what.</summary>
public enum ReviewPhase { Assigning, Assessing, Discussing, Closed }

/// <summary>One thing that is scored, with its weight against the others (1 to 100).</summary>
public record Criterion(string Key, int Weight);

/// <summary>What applications are reviewed by: the scale of a score (both ends belong to it), the criteria, and whether names are hidden.</summary>
public record ReviewRules(bool IsBlind, int ScaleFrom, int ScaleTo, IReadOnlyList<Criterion> Rubric);

/// <summary>A cohort's applications are to be reviewed by these rules; raised again while nobody assesses yet: the latest counts.</summary>
public record ReviewRulesAdopted(Guid CohortId, ReviewRules Rules);

/// <summary>Cohorts of the strand that have no review rules of their own take these when their assessing begins.</summary>
public record StrandReviewRulesAdopted(Guid StrandId, ReviewRules Rules);

/// <summary>The review of a cohort went on to its next phase. How many assessed what is said nowhere.</summary>
public record ReviewPhaseChanged(Guid CohortId, ReviewPhase Phase);

/// <summary>Staff opened the assessing of a cohort again, after the discussion had begun.</summary>
public record ReviewReopened(Guid CohortId);
