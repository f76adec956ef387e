using Advance.Contracts;

namespace Advance.Applications;

/// <summary>What is to be done about a review that a conflict touches.</summary>
public enum ReviewRemedy
{
    /// <summary>The assignment ends by itself, and what was assessed counts no longer: somebody else is assigned.</summary>
    AssignAnother,
    /// <summary>The application is decided, or decided again, without the assessment; nothing is released yet.</summary>
    DecideAgainWithout,
    /// <summary>The decision is released and rests on an assessment that counts no longer: the committee looks again; who was declined may appeal.</summary>
    CommitteeLooksAgain,
    /// <summary>Nothing rests on it: a note remains.</summary>
    NoteInRecord,
}

/// <summary>
/// A part in a review that breaks a rule: in which days tie and part meet (open when null), since when that is known (null: it follows
/// from no relationship and no affiliation), and whether it was learnt only after the assignment.
/// </summary>
public record TouchedReview(PartInReview Part, string Rule, DateOnly? From, DateOnly? Until, Guid? Through, DateTimeOffset? KnownSince, bool LearntLate,
    ReviewRemedy Remedy);

/// <summary>What a part is held against: the application, who else applied, which days count, and how far all of it has come.</summary>
public record ReviewedCase(Application Application, IReadOnlyList<Guid> Applicants, DateOnly Since, bool IsClosed, bool IsReleased, DateTimeOffset? DecidedAt,
    bool IsAppealOpen);

/// <summary>What became known, as the facts with it and without it; without the latter everything that is known, of whatever cause.</summary>
public record ReviewCause(ReviewFacts With, ReviewFacts? Without = null, Guid? TieId = null, DateTimeOffset? KnownSince = null)
{
    /// <summary>The relationship or the affiliation of this id; null when nothing is known of it any more.</summary>
    public static ReviewCause? OfTie(ReviewFacts facts, Guid id)
    {
        DateTimeOffset[] since =
            [.. facts.Bonds.Where(b => b.Id == id).Select(b => b.KnownSince), .. facts.Spells.Where(s => s.Id == id).Select(s => s.KnownSince)];
        ReviewFacts without = facts with { Bonds = [.. facts.Bonds.Where(b => b.Id != id)], Spells = [.. facts.Spells.Where(s => s.Id != id)] };
        return since.Length == 0 ? null : new(facts, without, id, since[0]);
    }

    /// <summary>That an identity turned out to be another's, at an instant.</summary>
    public static ReviewCause OfMerge(ReviewFacts facts, Guid mergedId, DateTimeOffset at) => new(facts,
        facts with { PresentIds = facts.PresentIds.ToDictionary(p => p.Key, p => p.Key == mergedId ? mergedId : p.Value) }, KnownSince: at);
}

/// <summary>The search over reviews and appeals for what a late relation touches (rules A5, A6). Pure: the same knowledge gives the same answer.</summary>
public sealed class TouchedReviews(ReviewCause cause)
{
    /// <summary>Two identities that judged one case turned out to be one person.</summary>
    public const string JudgedTwice = "judged-twice";

    private readonly ReviewConflicts _with = new(cause.With);
    private readonly ReviewConflicts? _without = cause.Without is { } without ? new(without) : null;
    private readonly KnownBond[] _bonds =
        [.. cause.With.Bonds.Select(b => b with { PersonId = cause.With.Present(b.PersonId), OtherPersonId = cause.With.Present(b.OtherPersonId) })];
    private readonly KnownSpell[] _spells = [.. cause.With.Spells.Select(s => s with { PersonId = cause.With.Present(s.PersonId) })];

    public IReadOnlyList<TouchedReview> Of(IReadOnlyList<PartInReview> parts, Func<PartInReview, ReviewedCase> caseOf) =>
        [.. parts.SelectMany(p => Of(p, caseOf(p))).Concat(Twice(parts, caseOf))
            .OrderBy(t => t.Part.AssignedAt).ThenBy(t => t.Part.ReviewerId).ThenBy(t => t.Rule, StringComparer.Ordinal)];

    private List<TouchedReview> Of(PartInReview part, ReviewedCase c)
    {
        var (since, last) = (part.IsAppeal ? DateOnly.MinValue : c.Since, part.EndedAt ?? (part.IsAppeal ? part.AssessedAt : c.DecidedAt));
        var applicant = _with.Present(part.ApplicantId);
        var between = Ties.Of(_with.Present(part.ReviewerId), _bonds, _spells).Where(t => t.OtherPersonId == applicant).ToList();
        List<TouchedReview> found = [];
        foreach (var tie in between.Where(IsCaused))
            if (Ties.Shared(tie.From, tie.Until, since, last is { } end ? Day(end) : null) is var (from, until))
                found.Add(new(part, tie.Rule, from, until, tie.Through, tie.KnownSince, !WasKnown(part, tie.Rule), RemedyOf(part, c)));

        // What follows from no tie with days: the same person, an own application, a wish, the register, lines that never held together.
        if (_with.Against(part.ReviewerId, c.Application, c.Applicants, since) is { } rule && between.All(t => t.Rule != rule)
            && _without?.Against(part.ReviewerId, c.Application, c.Applicants, since) is null)
        {
            var isLate = cause.KnownSince is { } known ? known > part.AssignedAt : part.End is PartEnd.Conflicted;
            found.Add(new(part, rule, null, null, null, cause.KnownSince, isLate, RemedyOf(part, c)));
        }

        return found;
    }

    private bool IsCaused(Tie tie) => cause.TieId is not { } id || tie.Causes.Contains(id);

    /// <summary>Whether a tie of the rule was known between the two ids as they stand, when the part began.</summary>
    private bool WasKnown(PartInReview part, string rule) => Ties.Of(part.ReviewerId, [.. cause.With.Bonds], [.. cause.With.Spells])
        .Any(t => t.OtherPersonId == part.ApplicantId && t.Rule == rule && t.KnownSince <= part.AssignedAt);

    private IEnumerable<TouchedReview> Twice(IReadOnlyList<PartInReview> parts, Func<PartInReview, ReviewedCase> caseOf) => parts
        .GroupBy(p => (p.ApplicationId, p.IsAppeal, Person: _with.Present(p.ReviewerId))).Where(g => g.Select(p => p.ReviewerId).Distinct().Count() > 1)
        .SelectMany(g => g.OrderBy(p => p.AssignedAt).DistinctBy(p => p.ReviewerId).Skip(1))
        .Where(p => cause.TieId is null)
        .Select(p => new TouchedReview(p, JudgedTwice, null, null, null, cause.KnownSince, true, RemedyOf(p, caseOf(p))));

    private static ReviewRemedy RemedyOf(PartInReview part, ReviewedCase c)
    {
        var status = c.Application.Status;
        var isDecided = !c.Application.IsUnassessed
            && status is not (ApplicationStatus.Eligible or ApplicationStatus.Ineligible or ApplicationStatus.Withdrawn);
        if (status is ApplicationStatus.Withdrawn) return ReviewRemedy.NoteInRecord;
        if (part.IsAppeal) return c.IsAppealOpen ? ReviewRemedy.AssignAnother : ReviewRemedy.CommitteeLooksAgain;
        if (part.AssessedAt is not null && (isDecided || c.IsClosed))
            return c.IsReleased ? ReviewRemedy.CommitteeLooksAgain : ReviewRemedy.DecideAgainWithout;
        return isDecided || c.IsClosed || status is ApplicationStatus.Ineligible ? ReviewRemedy.NoteInRecord : ReviewRemedy.AssignAnother;
    }

    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
