using Advance.Contracts;

namespace Advance.Circles;

/// <summary>
/// Who may not sit with whom (rules M2, C2): supervision, line management (also over one level, and the same manager), kinship,
/// competition, the same unit; each when it holds at some time from the look-back before the cohort's start to the cohort's end.
/// Co-authorship excludes nobody here.
/// </summary>
public sealed class Relations
{
    private static readonly RelationshipKind[] Excluding =
        [RelationshipKind.Supervision, RelationshipKind.LineManagement, RelationshipKind.Kinship, RelationshipKind.Competition, RelationshipKind.SameUnit];

    private readonly Dictionary<(Guid, Guid), RelationshipKind> _kinds = [];

    public Relations(IReadOnlyList<MemberRelation> relations, IReadOnlyList<MemberAffiliation> affiliations, DateOnly from, DateOnly until)
    {
        var holding = relations.Where(r => Excluding.Contains(r.Kind) && r.From <= until && (r.Until ?? DateOnly.MaxValue) >= from).ToList();
        foreach (var r in holding) Relate(r.PersonId, r.OtherPersonId, r.Kind);
        RelateOverOneLevel([.. holding.Where(r => r.Kind == RelationshipKind.LineManagement)], from, until);
        RelateUnits(affiliations, from, until);
    }

    /// <summary>What stands between two people, if anything.</summary>
    public RelationshipKind? Between(Guid one, Guid other) => _kinds.TryGetValue(Pair(one, other), out var kind) ? kind : null;

    /// <summary>What stands between any two of these people, if anything.</summary>
    public RelationshipKind? Among(IReadOnlyList<Guid> people) => people
        .SelectMany((one, i) => people.Skip(i + 1).Select(other => Between(one, other))).FirstOrDefault(kind => kind is not null);

    private void RelateOverOneLevel(List<MemberRelation> lines, DateOnly from, DateOnly until)
    {
        foreach (var upper in lines)
        {
            foreach (var lower in lines.Where(l => l != upper && AtOneTime(l, upper)))
            {
                if (lower.PersonId == upper.OtherPersonId) Relate(upper.PersonId, lower.OtherPersonId, RelationshipKind.LineManagement);
                if (lower.PersonId == upper.PersonId) Relate(upper.OtherPersonId, lower.OtherPersonId, RelationshipKind.LineManagement);
            }
        }

        bool AtOneTime(MemberRelation a, MemberRelation b) =>
            Latest(a.From, b.From, from) <= Earliest(a.Until ?? DateOnly.MaxValue, b.Until ?? DateOnly.MaxValue, until);
    }

    /// <summary>An affiliation holds until its last day, or until the day before the person's next one.</summary>
    private void RelateUnits(IReadOnlyList<MemberAffiliation> affiliations, DateOnly from, DateOnly until)
    {
        var spells = affiliations.GroupBy(a => a.PersonId).SelectMany(own =>
        {
            var ordered = own.OrderBy(a => a.From).ToList();
            return ordered.Select((a, i) => (a.PersonId, a.InstitutionId, a.Unit, a.From,
                Until: a.Until ?? (i + 1 < ordered.Count ? ordered[i + 1].From.AddDays(-1) : DateOnly.MaxValue)));
        });
        foreach (var unit in spells.Where(s => s.From <= until && s.Until >= from).GroupBy(s => (s.InstitutionId, s.Unit)))
        {
            var inUnit = unit.ToList();
            for (var i = 0; i < inUnit.Count; i++)
            {
                foreach (var other in inUnit.Skip(i + 1).Where(o => Latest(o.From, inUnit[i].From, from) <= Earliest(o.Until, inUnit[i].Until, until)))
                {
                    Relate(inUnit[i].PersonId, other.PersonId, RelationshipKind.SameUnit);
                }
            }
        }
    }

    private void Relate(Guid one, Guid other, RelationshipKind kind)
    {
        if (one != other) _kinds.TryAdd(Pair(one, other), kind);
    }

    private static (Guid, Guid) Pair(Guid one, Guid other) => one.CompareTo(other) < 0 ? (one, other) : (other, one);

    private static DateOnly Latest(params ReadOnlySpan<DateOnly> days)
    {
        var latest = days[0];
        foreach (var day in days) latest = day > latest ? day : latest;
        return latest;
    }

    private static DateOnly Earliest(params ReadOnlySpan<DateOnly> days)
    {
        var earliest = days[0];
        foreach (var day in days) earliest = day < earliest ? day : earliest;
        return earliest;
    }
}
