using Advance.Contracts;
using JasperFx.Events;
using Marten.Events.Projections;

namespace Advance.Matching.Mentees;

/// <summary>A relationship that was disclosed; for supervision and line management the first is above the other.</summary>
public record KnownRelationship
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public Guid OtherPersonId { get; init; }
    public RelationshipKind Kind { get; init; }
    public DateOnly From { get; init; }
    public DateOnly? Until { get; init; }
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

    public override KnownRelationship? Evolve(KnownRelationship? snapshot, Guid id, IEvent e) => e.Data switch
    {
        RelationshipDisclosed r => new() { Id = id, PersonId = r.PersonId, OtherPersonId = r.OtherPersonId, Kind = r.Kind, From = r.From, Until = r.Until },
        RelationshipEnded ended when snapshot is not null => snapshot with { Until = ended.Until },
        RelationshipRetracted _ => null,
        _ => snapshot,
    };
}

/// <summary>Where a person worked from a day on, until a last day when that is known.</summary>
public record Affiliation(Guid InstitutionId, string Unit, DateOnly From, DateOnly? Until = null, Guid Id = default);

/// <summary>The affiliations of a person, as they became known, and the person that took this one's place, if any (rule A6).</summary>
public record AffiliationsOfPerson
{
    public Guid Id { get; init; }
    public IReadOnlyList<Affiliation> Affiliations { get; init; } = [];
    public Guid? MergedInto { get; init; }

    /// <summary>The person's data were erased: nobody is matched with them.</summary>
    public bool IsErased { get; init; }

    public AffiliationsOfPerson Evolve(object e) => e switch
    {
        AffiliationRecorded a => this with { Affiliations = [.. Affiliations, new(a.InstitutionId, a.Unit, a.From, a.Until, Contracts.Affiliations.IdOf(a))] },
        AffiliationEnded ended => this with { Affiliations = [.. Affiliations.Select(a => a.Id == ended.AffiliationId ? a with { Until = ended.Until } : a)] },
        AffiliationWithdrawn withdrawn => this with { Affiliations = [.. Affiliations.Where(a => a.Id != withdrawn.AffiliationId)] },
        PersonErased _ => this with { IsErased = true },
        PersonMerged merged => this with { MergedInto = merged.PersonId },
        _ => this,
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

    public override AffiliationsOfPerson? Evolve(AffiliationsOfPerson? snapshot, Guid id, IEvent e) => (snapshot ?? new() { Id = id }).Evolve(e.Data);
}
