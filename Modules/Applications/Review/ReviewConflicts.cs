using Advance.Contracts;

namespace Advance.Applications;

/// <summary>
/// What is known about people: which identities are one person, what stands between them, where they worked (to the last day, each), who
/// stepped aside.
/// </summary>
public record ReviewFacts(IReadOnlyDictionary<Guid, Guid> PresentIds, IReadOnlyList<KnownBond> Bonds, IReadOnlyList<KnownSpell> Spells,
    IReadOnlyList<(Guid ReviewerId, Guid ApplicantId)> Recusals, IReadOnlySet<Guid> Erased)
{
    public static readonly ReviewFacts None = new(new Dictionary<Guid, Guid>(), [], [], [], new HashSet<Guid>());

    /// <summary>The person that an identity is by now (rule A6).</summary>
    public Guid Present(Guid id) => PresentIds.GetValueOrDefault(id, id);

    /// <summary>Every identity of the same person.</summary>
    public IReadOnlyList<Guid> IdentitiesOf(Guid id) => [.. PresentIds.Keys.Where(k => Present(k) == Present(id)).Append(Present(id)).Append(id).Distinct()];
}

/// <summary>
/// Which rule keeps a person from reviewing an application (rule A5). A relationship counts when it is open or ended not before
/// <c>since</c>; line management counts one level up, two levels up, and under the same manager, as between mentor and mentee.
/// </summary>
public sealed class ReviewConflicts
{
    private readonly ReviewFacts _facts;
    private readonly ILookup<(Guid, Guid), KnownBond> _related;
    private readonly ILookup<Guid, KnownBond> _above;
    private readonly ILookup<Guid, KnownSpell> _units;
    private readonly HashSet<(Guid, Guid)> _recused;

    public ReviewConflicts(ReviewFacts facts)
    {
        _facts = facts;
        _related = facts.Bonds.SelectMany(r => new[] { (A: r.PersonId, B: r.OtherPersonId, r), (A: r.OtherPersonId, B: r.PersonId, r) })
            .ToLookup(x => (facts.Present(x.A), facts.Present(x.B)), x => x.r);
        _above = facts.Bonds.Where(r => r.Kind is RelationshipKind.LineManagement).ToLookup(r => facts.Present(r.OtherPersonId));
        _units = facts.Spells.Where(u => u.Unit.Length > 0).ToLookup(u => facts.Present(u.PersonId));
        _recused = [.. facts.Recusals.Select(r => (facts.Present(r.ReviewerId), facts.Present(r.ApplicantId)))];
    }

    public Guid Present(Guid id) => _facts.Present(id);

    /// <summary>Erased people are asked for nothing any more, and no case of theirs is shown; what they said goes on counting.</summary>
    public bool IsErased(Guid id) => _facts.Erased.Contains(Present(id));

    /// <summary>The name of a rule, or null when nothing stands against it; <c>applicants</c> are all who applied to the cohort.</summary>
    public string? Against(Guid reviewerId, Application application, IEnumerable<Guid> applicants, DateOnly since)
    {
        var (reviewer, applicant) = (Present(reviewerId), Present(application.PersonId));
        if (reviewer == applicant) return Ties.SamePerson;
        if (applicants.Any(a => Present(a) == reviewer)) return "own-application";
        if (application.MentorWishes.Any(w => Present(w) == reviewer)) return "wished-mentor";
        if (_recused.Contains((reviewer, applicant))) return "recused";
        foreach (var bond in _related[(reviewer, applicant)]) if (Counts(bond.Until, since)) return Ties.RuleOf(bond.Kind);
        var (managers, others) = (ManagersOf(reviewer, since), ManagersOf(applicant, since));
        if (managers.Any(m => ManagersOf(m, since).Contains(applicant)) || others.Any(m => ManagersOf(m, since).Contains(reviewer))) return Ties.SkipLevel;
        if (managers.Overlaps(others)) return Ties.SameManager;
        return _units[reviewer].Any(u => _units[applicant].Any(v => AreShared(u, v, since))) ? Ties.SameUnit : null;
    }

    private static bool Counts(DateOnly? until, DateOnly since) => until is null || until >= since;

    private HashSet<Guid> ManagersOf(Guid person, DateOnly since) => [.. _above[person].Where(r => Counts(r.Until, since)).Select(r => Present(r.PersonId))];

    /// <summary>Both worked in the unit at the same time, and not only before the day that still counts.</summary>
    private static bool AreShared(KnownSpell one, KnownSpell other, DateOnly since) =>
        (one.InstitutionId, one.Unit) == (other.InstitutionId, other.Unit) && Counts(one.Until, since) && Counts(other.Until, since)
        && one.From <= (other.Until ?? DateOnly.MaxValue) && other.From <= (one.Until ?? DateOnly.MaxValue);
}
