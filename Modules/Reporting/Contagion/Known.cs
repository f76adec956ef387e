using Advance.Contracts;
using JasperFx.Events;
using Marten.Events.Projections;

namespace Advance.Reporting.Contagion;

/// <summary>A relationship as it is known now, and since when; gone when it was retracted.</summary>
public record KnownRelation
{
    public Guid Id { get; init; }
    public KnownBond Bond { get; init; }
    public Guid PersonId { get; init; }
    public Guid OtherPersonId { get; init; }
}

/// <summary>Keeps <see cref="KnownRelation"/>, one for each relationship.</summary>
public class KnownRelationProjection : MultiStreamProjection<KnownRelation, Guid>
{
    public KnownRelationProjection()
    {
        Name = "ContagionRelations";
        Identity<RelationshipDisclosed>(e => e.RelationshipId);
        Identity<RelationshipEnded>(e => e.RelationshipId);
        Identity<RelationshipRetracted>(e => e.RelationshipId);
        IncludeType<RelationshipDisclosed>();
        IncludeType<RelationshipEnded>();
        IncludeType<RelationshipRetracted>();
    }

    public override KnownRelation? Evolve(KnownRelation? snapshot, Guid id, IEvent e) =>
        Known.After(snapshot?.Bond, e.Data, e.Timestamp.ToUniversalTime()) is { } bond
            ? new() { Id = id, Bond = bond, PersonId = bond.PersonId, OtherPersonId = bond.OtherPersonId } : null;
}

/// <summary>A person: where they worked, and which identity took this one's place when.</summary>
public record KnownPerson
{
    public Guid Id { get; init; }
    public IReadOnlyList<KnownSpell> Spells { get; init; } = [];
    public Guid? MergedInto { get; init; }

    public KnownPerson With(object data, DateTimeOffset at) => data is PersonMerged merged
        ? this with { MergedInto = merged.PersonId } : this with { Spells = Known.After(Spells, data, at) };
}

/// <summary>Keeps <see cref="KnownPerson"/>, one for each identity of which something is known.</summary>
public class KnownPersonProjection : MultiStreamProjection<KnownPerson, Guid>
{
    public KnownPersonProjection()
    {
        Name = "ContagionPeople";
        Identity<AffiliationRecorded>(e => e.PersonId);
        Identity<AffiliationEnded>(e => e.PersonId);
        Identity<AffiliationWithdrawn>(e => e.PersonId);
        Identity<PersonMerged>(e => e.MergedPersonId);
        IncludeType<AffiliationRecorded>();
        IncludeType<AffiliationEnded>();
        IncludeType<AffiliationWithdrawn>();
        IncludeType<PersonMerged>();
    }

    public override KnownPerson? Evolve(KnownPerson? snapshot, Guid id, IEvent e) =>
        (snapshot ?? new() { Id = id }).With(e.Data, e.Timestamp.ToUniversalTime());
}
