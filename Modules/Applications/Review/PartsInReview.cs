using Advance.Contracts;

namespace Advance.Applications;

/// <summary>How a part in a review ended before the review did.</summary>
public enum PartEnd { Recused, Conflicted, Released }

/// <summary>That a person was to judge an application, or the appeal that followed: since when, when they last did, until when and why.</summary>
public record PartInReview(Guid ApplicationId, Guid CohortId, Guid ApplicantId, Guid ReviewerId, bool IsAppeal, DateTimeOffset AssignedAt)
{
    public DateTimeOffset? AssessedAt { get; init; }
    public DateTimeOffset? EndedAt { get; init; }
    public PartEnd? End { get; init; }
}

/// <summary>Every part that anybody ever had, as the events of reviews and appeals tell it: what no longer counts is not forgotten.</summary>
public static class PartsInReview
{
    /// <summary>From events in the order of the log, each with the instant at which it was recorded.</summary>
    public static IReadOnlyList<PartInReview> Of(IEnumerable<(object Data, DateTimeOffset At)> log)
    {
        List<PartInReview> parts = [];
        Dictionary<Guid, Guid> appellants = [];
        foreach (var (data, at) in log)
        {
            switch (data)
            {
                case ReviewerAssigned a: parts.Add(new(a.ApplicationId, a.CohortId, a.PersonId, a.ReviewerId, false, at)); break;
                case AssessmentGiven a: Change(a.ApplicationId, a.ReviewerId, p => p with { AssessedAt = at }); break;
                case ReviewerRecused r: Change(r.ApplicationId, r.ReviewerId, p => p with { EndedAt = at, End = PartEnd.Recused }); break;
                case AppealReviewerRecused r: Change(r.ApplicationId, r.ReviewerId, p => p with { EndedAt = at, End = PartEnd.Recused }, isAppeal: true); break;
                case ReviewerConflicted c: Change(c.ApplicationId, c.ReviewerId, p => p with { EndedAt = at, End = PartEnd.Conflicted }); break;
                case ReviewerReleased r: Change(r.ApplicationId, r.ReviewerId, p => p with { EndedAt = at, End = PartEnd.Released }); break;
                case AppealLodged l: appellants[l.ApplicationId] = l.PersonId; break;
                case AppealReviewerAssigned a:
                    parts.Add(new(a.ApplicationId, a.CohortId, appellants.GetValueOrDefault(a.ApplicationId), a.ReviewerId, true, at));
                    break;
                case AppealDecided d: parts = [.. parts.Select(p => p.IsAppeal && p.EndedAt is null && p.ApplicationId == d.ApplicationId ? p with { AssessedAt = at } : p)]; break;
            }
        }

        return parts;

        void Change(Guid applicationId, Guid reviewerId, Func<PartInReview, PartInReview> to, bool isAppeal = false)
        {
            var index = parts.FindLastIndex(p => p.IsAppeal == isAppeal && p.ApplicationId == applicationId && p.ReviewerId == reviewerId && p.EndedAt is null);
            if (index >= 0) parts[index] = to(parts[index]);
        }
    }
}
