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

    public override KnownRelation? Evolve(KnownRelation? snapshot, Guid id, IEvent e) => e.Data switch
    {
        RelationshipDisclosed d => new()
        {
            Id = id,
            Bond = new(id, d.PersonId, d.OtherPersonId, d.Kind, d.From, d.Until, e.Timestamp.ToUniversalTime()),
            PersonId = d.PersonId,
            OtherPersonId = d.OtherPersonId,
        },
        RelationshipEnded ended when snapshot is not null => snapshot with { Bond = snapshot.Bond with { Until = ended.Until } },
        RelationshipRetracted _ => null,
        _ => snapshot,
    };
}

/// <summary>A person: where they worked, and which identity took this one's place when.</summary>
public record KnownPerson
{
    public Guid Id { get; init; }
    public IReadOnlyList<KnownSpell> Spells { get; init; } = [];
    public Guid? MergedInto { get; init; }

    public KnownPerson With(object data, DateTimeOffset at) => data switch
    {
        AffiliationRecorded a => this with
        {
            Spells = [.. Spells, new(Affiliations.IdOf(a), a.PersonId, a.InstitutionId, a.Unit, a.From, a.Until, at)],
        },
        AffiliationEnded ended => this with { Spells = [.. Spells.Select(s => s.Id == ended.AffiliationId ? s with { Until = ended.Until } : s)] },
        AffiliationWithdrawn withdrawn => this with { Spells = [.. Spells.Where(s => s.Id != withdrawn.AffiliationId)] },
        PersonMerged merged => this with { MergedInto = merged.PersonId },
        _ => this,
    };
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
