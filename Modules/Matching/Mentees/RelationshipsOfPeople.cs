using Advance.Contracts;
using JasperFx.Events;
using Marten.Events.Projections;

namespace Advance.Matching.Mentees;

/// <summary>A relationship as it is known now; gone when it was retracted.</summary>
public record KnownRelationship
{
    public Guid Id { get; init; }
    public KnownBond Bond { get; init; }
    public Guid PersonId { get; init; }
    public Guid OtherPersonId { get; init; }
}

/// <summary>Keeps <see cref="KnownRelationship"/>, one for each disclosure.</summary>
public class KnownRelationshipProjection : MultiStreamProjection<KnownRelationship, Guid>
{
    public KnownRelationshipProjection()
    {
        Identity<RelationshipDisclosed>(e => e.RelationshipId);
        Identity<RelationshipEnded>(e => e.RelationshipId);
        Identity<RelationshipRetracted>(e => e.RelationshipId);
        IncludeType<RelationshipDisclosed>();
        IncludeType<RelationshipEnded>();
        IncludeType<RelationshipRetracted>();
    }

    public override KnownRelationship? Evolve(KnownRelationship? snapshot, Guid id, IEvent e) =>
        Known.After(snapshot?.Bond, e.Data, e.Timestamp.ToUniversalTime()) is { } bond
            ? new() { Id = id, Bond = bond, PersonId = bond.PersonId, OtherPersonId = bond.OtherPersonId } : null;
}

/// <summary>The affiliations of a person, as they are known now, and the person that took this one's place, if any (rule A6).</summary>
public record AffiliationsOfPerson
{
    public Guid Id { get; init; }
    public IReadOnlyList<KnownSpell> Affiliations { get; init; } = [];
    public Guid? MergedInto { get; init; }

    /// <summary>The person's data were erased: nobody is matched with them.</summary>
    public bool IsErased { get; init; }

    public AffiliationsOfPerson With(object e, DateTimeOffset at) => e switch
    {
        PersonMerged merged => this with { MergedInto = merged.PersonId },
        PersonErased _ => this with { IsErased = true },
        _ => this with { Affiliations = Known.After(Affiliations, e, at) },
    };
}

/// <summary>Keeps <see cref="AffiliationsOfPerson"/>, one for each person.</summary>
public class AffiliationsOfPersonProjection : MultiStreamProjection<AffiliationsOfPerson, Guid>
{
    public AffiliationsOfPersonProjection()
    {
        Identity<AffiliationRecorded>(e => e.PersonId);
        Identity<AffiliationEnded>(e => e.PersonId);
        Identity<AffiliationWithdrawn>(e => e.PersonId);
        Identity<PersonMerged>(e => e.MergedPersonId);
        Identity<PersonErased>(e => e.PersonId);
        IncludeType<AffiliationRecorded>();
        IncludeType<AffiliationEnded>();
        IncludeType<AffiliationWithdrawn>();
        IncludeType<PersonMerged>();
        IncludeType<PersonErased>();
    }

    public override AffiliationsOfPerson? Evolve(AffiliationsOfPerson? snapshot, Guid id, IEvent e) =>
        (snapshot ?? new() { Id = id }).With(e.Data, e.Timestamp.ToUniversalTime());
}
