namespace Advance.Contracts;

/// <summary>A relationship as far as it is known: between days (open when null), known since an instant. The first is above the second.</summary>
public readonly record struct KnownBond(Guid Id, Guid PersonId, Guid OtherPersonId, RelationshipKind Kind, DateOnly From, DateOnly? Until,
    DateTimeOffset KnownSince);

/// <summary>A time in which a person worked in a unit, known since an instant.</summary>
public readonly record struct KnownSpell(Guid Id, Guid PersonId, Guid InstitutionId, string Unit, DateOnly From, DateOnly? Until,
    DateTimeOffset KnownSince);

/// <summary>
/// What stands between two people by a rule, in a time (open when null): known since the last of its causes was known. The causes
/// are relationships or spells; <c>Through</c> is the manager between them.
/// </summary>
public readonly record struct Tie(Guid PersonId, Guid OtherPersonId, string Rule, DateOnly From, DateOnly? Until, DateTimeOffset KnownSince,
    IReadOnlyList<Guid> Causes, Guid? Through = null);

/// <summary>
/// Which ties follow from what is known (rules M2, A5, C2): what was disclosed, line management over one level and under one manager
/// while both hold, and the same unit of the same institution at one time.
/// </summary>
public static class Ties
{
    public const string SamePerson = "same-person";
    public const string SkipLevel = "skip-level";
    public const string SameManager = "same-manager";
    public const string SameUnit = "same-unit";

    /// <summary>The rule that a disclosed relationship falls under.</summary>
    public static string RuleOf(RelationshipKind kind) => kind switch
    {
        RelationshipKind.Supervision => "supervision",
        RelationshipKind.LineManagement => "line-management",
        RelationshipKind.CoAuthorship => "co-authorship",
        RelationshipKind.Kinship => "kinship",
        RelationshipKind.SameUnit => SameUnit,
        RelationshipKind.Competition => "competition",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The ties between a person and everybody else, in a stable order; the person stands first in each.</summary>
    public static IReadOnlyList<Tie> Of(Guid person, IReadOnlyCollection<KnownBond> bonds, IReadOnlyCollection<KnownSpell> spells) =>
    [
        .. Disclosed(person, bonds).Concat(Lines(person, [.. bonds.Where(b => b.Kind == RelationshipKind.LineManagement)])).Concat(Units(person, spells))
            .OrderBy(t => t.From).ThenBy(t => t.OtherPersonId).ThenBy(t => t.Rule, StringComparer.Ordinal).ThenBy(t => t.Causes[0]),
    ];

    /// <summary>The spells of one person with their ends: one without a last day ends on the eve of the next that begins.</summary>
    public static IEnumerable<KnownSpell> Closed(IEnumerable<KnownSpell> ofOnePerson)
    {
        var spells = ofOnePerson.OrderBy(s => s.From).ToList();
        return spells.Select((s, i) => s.Until is not null || spells.Skip(i + 1).Where(n => n.From > s.From).Select(n => (DateOnly?)n.From).FirstOrDefault()
            is not { } next ? s : s with { Until = next.AddDays(-1) });
    }

    /// <summary>The days that two times share; null when there are none.</summary>
    public static (DateOnly From, DateOnly? Until)? Shared(DateOnly from, DateOnly? until, DateOnly otherFrom, DateOnly? otherUntil)
    {
        var first = from > otherFrom ? from : otherFrom;
        var last = until is null || otherUntil < until ? otherUntil : until;
        return last < first ? null : (first, last);
    }

    private static IEnumerable<Tie> Disclosed(Guid person, IEnumerable<KnownBond> bonds) => bonds
        .Where(b => (b.PersonId == person) != (b.OtherPersonId == person))
        .Select(b => new Tie(person, b.PersonId == person ? b.OtherPersonId : b.PersonId, RuleOf(b.Kind), b.From, b.Until, b.KnownSince, [b.Id]));

    private static IEnumerable<Tie> Lines(Guid person, IReadOnlyList<KnownBond> lines)
    {
        foreach (var one in lines.Where(l => l.OtherPersonId == person || l.PersonId == person))
        {
            foreach (var next in lines.Where(l => l.Id != one.Id))
            {
                var managed = one.OtherPersonId == person;
                var through = managed ? one.PersonId : one.OtherPersonId;
                if (managed && next.OtherPersonId == through) { if (Both(one, next, next.PersonId, SkipLevel) is { } up) yield return up; }
                else if (managed && next.PersonId == through) { if (Both(one, next, next.OtherPersonId, SameManager) is { } beside) yield return beside; }
                else if (!managed && next.PersonId == through && Both(one, next, next.OtherPersonId, SkipLevel) is { } down) yield return down;
            }
        }

        Tie? Both(KnownBond one, KnownBond next, Guid other, string rule)
        {
            if (other == person || Shared(one.From, one.Until, next.From, next.Until) is not var (from, until)) return null;
            return new(person, other, rule, from, until, Later(one.KnownSince, next.KnownSince), [one.Id, next.Id],
                one.OtherPersonId == person ? one.PersonId : one.OtherPersonId);
        }
    }

    private static IEnumerable<Tie> Units(Guid person, IReadOnlyCollection<KnownSpell> spells)
    {
        foreach (var own in spells.Where(s => s.PersonId == person && s.Unit.Length > 0))
        {
            foreach (var other in spells.Where(s => s.PersonId != person && s.InstitutionId == own.InstitutionId && s.Unit == own.Unit))
            {
                if (Shared(own.From, own.Until, other.From, other.Until) is var (from, until))
                    yield return new(person, other.PersonId, SameUnit, from, until, Later(own.KnownSince, other.KnownSince), [own.Id, other.Id]);
            }
        }
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
