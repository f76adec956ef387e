namespace Advance.Contracts;

/// <summary>
/// What is known of relationships and affiliations by now: the one fold over the events of People that say so. Whoever needs it keeps it
/// where it wants, in a read model of its own or nowhere, and derives ties from it by <see cref="Ties"/>.
/// </summary>
public static class Known
{
    /// <summary>A relationship after an event that was recorded at an instant; null while nothing is said of it, and when it never held.</summary>
    public static KnownBond? After(KnownBond? bond, object e, DateTimeOffset at) => e switch
    {
        RelationshipDisclosed d => new(d.RelationshipId, d.PersonId, d.OtherPersonId, d.Kind, d.From, d.Until, at),
        RelationshipEnded ended => bond is { } known ? known with { Until = ended.Until } : null,
        RelationshipRetracted _ => null,
        _ => bond,
    };

    /// <summary>Where a person worked, after an event that was recorded at an instant; what was recorded wrongly is not among it any more.</summary>
    public static IReadOnlyList<KnownSpell> After(IReadOnlyList<KnownSpell> spells, object e, DateTimeOffset at) => e switch
    {
        AffiliationRecorded a => [.. spells, new(Affiliations.IdOf(a), a.PersonId, a.InstitutionId, a.Unit, a.From, a.Until, at)],
        AffiliationEnded ended => [.. spells.Select(s => s.Id == ended.AffiliationId ? s with { Until = ended.Until } : s)],
        AffiliationWithdrawn withdrawn => [.. spells.Where(s => s.Id != withdrawn.AffiliationId)],
        _ => spells,
    };
}
