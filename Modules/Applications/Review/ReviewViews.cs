using Advance.Contracts;

namespace Advance.Applications;

/// <summary>
/// One assessment. The label numbers the reviewers of this case, in another order in each case; <c>ReviewerId</c> and the text are null
/// where they would name somebody who is not to be named. The mean is weighted, in thousandths of a point. <c>AssessmentPermit</c> opens
/// the written assessment as <see cref="CaseDocument"/> says, in a blind review without the reviewer's id.
/// </summary>
public record AssessmentView(string Label, bool IsOwn, Guid? ReviewerId, Recommendation Recommendation, IReadOnlyList<Score> Scores, int? MeanMilli,
    Guid? AssessmentTextId, string? AssessmentPermit = null);

/// <summary>
/// A review as its viewer may see it. <c>Id</c> is the id by which the viewer addresses it: the application's, or in a blind review the
/// reviewer's id of the case. What would unmask somebody is null. <c>Rules</c> say what is scored, and how.
/// </summary>
public record ReviewView(Guid Id, Guid CohortId, ReviewPhase Phase, string? Pseudonym, Guid? PersonId, Guid? InstitutionId, string CareerStage,
    IReadOnlyList<string> Topics, IReadOnlyList<CaseDocument> Documents, IReadOnlyList<Guid>? Reviewers, IReadOnlyList<AssessmentView> Assessments,
    ReviewFigures? Figures, ReviewRules? Rules)
{
    /// <summary>For one of its reviewers: while assessing the own assessment only; from the discussion on those of others.</summary>
    internal static ReviewView ForReviewer(ReviewCase c, ReadingPermits permits, DateTimeOffset now)
    {
        var isBlind = c.Panel.IsBlind;
        CaseDesk desk = new(permits, c.CallerId, c.Application, isBlind, now);
        var seen = Labelled(c.Review, c.Pseudonyms, c.Panel.Rules, desk, isBlind).Where(a => c.Panel.IsOpenToOthers || a.ReviewerId == c.ReviewerId);
        return new(c.Id, c.Application.CohortId, c.Panel.Phase, isBlind ? c.Pseudonyms.NameOf(c.Application.Id) : null,
            isBlind ? null : c.Application.PersonId, isBlind ? null : c.Application.InstitutionId, c.Application.CareerStage, c.Application.Topics,
            desk.All(isBlind ? c.Review.Redacted : [.. c.Application.Documents, .. c.Review.Redacted, .. Brief(c.Review, c.Panel.IsOpenToOthers)]), null,
            [.. seen.Select(a => a.ReviewerId == c.ReviewerId ? a with { IsOwn = true, ReviewerId = isBlind ? null : a.ReviewerId } : isBlind ? Masked(a) : a)],
            null, c.Panel.Rules);
    }

    /// <summary>
    /// For staff all there is; for the committee scores, written assessments and figures from the discussion on, in a blind review without
    /// reviewers.
    /// </summary>
    internal static ReviewView ForOffice(Application application, Review review, ReviewPanel panel, Pseudonyms? pseudonyms, bool isStaff, CaseDesk desk)
    {
        var isOpen = isStaff || panel.IsOpenToOthers;
        var mayName = isStaff || !panel.IsBlind;
        var seen = isOpen && pseudonyms is not null ? Labelled(review, pseudonyms, panel.Rules, desk, !mayName) : [];
        return new(application.Id, application.CohortId, panel.Phase, panel.IsBlind && isStaff ? pseudonyms?.NameOf(application.Id) : null,
            application.PersonId, application.InstitutionId, application.CareerStage, application.Topics,
            desk.All([.. application.Documents, .. review.Redacted, .. Brief(review, isOpen), .. WhyItWaits(application)]),
            mayName && isOpen ? review.Active : null, [.. seen.Select(a => mayName ? a : Masked(a))],
            isOpen ? ReviewFigures.Of(review.Assessments, panel.Rules) : null, panel.Rules);
    }

    // It names the applicant, so a blind reviewer is not shown it.
    private static IEnumerable<Attachment> Brief(Review review, bool isOpen) =>
        isOpen && review.BriefAssessmentId is { } text ? [new(WriteBriefAssessmentEndpoint.Kind, text)] : [];

    private static IEnumerable<Attachment> WhyItWaits(Application application) =>
        application.ReasonTextId is { } reason ? [new("waiting-list-reason", reason)] : [];

    private static AssessmentView Masked(AssessmentView a) => a with { ReviewerId = null, AssessmentTextId = null };

    private static IReadOnlyList<AssessmentView> Labelled(Review review, Pseudonyms pseudonyms, ReviewRules? rules, CaseDesk desk, bool isMasked) =>
    [
        .. review.Assessments.OrderBy(a => pseudonyms.OrderOf(review.ApplicationId, a.ReviewerId), StringComparer.Ordinal).Select((a, i) =>
            new AssessmentView($"reviewer-{i + 1}", false, a.ReviewerId, a.Recommendation, a.Scores, ReviewFigures.MilliOf(a, rules), a.AssessmentTextId,
                desk.Assessment(a.AssessmentTextId, [a.ReviewerId], isMasked))),
    ];
}
