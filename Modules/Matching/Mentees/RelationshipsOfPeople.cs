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
        IncludeType<RelationshipDisclosed>();
    }

    public override KnownRelationship? Evolve(KnownRelationship? snapshot, Guid id, IEvent e) => e.Data is RelationshipDisclosed r
        ? new() { Id = id, PersonId = r.PersonId, OtherPersonId = r.OtherPersonId, Kind = r.Kind, From = r.From, Until = r.Until }
        : snapshot;
}

/// <summary>Where a person worked from a day on.</summary>
public record Affiliation(Guid InstitutionId, string Unit, DateOnly From);

/// <summary>The affiliations of a person, as they became known, and the person that took this one's place, if any (rule A6).</summary>
public record AffiliationsOfPerson
{
    public Guid Id { get; init; }
    public IReadOnlyList<Affiliation> Affiliations { get; init; } = [];
    public Guid? MergedInto { get; init; }

    public AffiliationsOfPerson Evolve(object e) => e switch
    {
        AffiliationRecorded recorded => this with { Affiliations = [.. Affiliations, new(recorded.InstitutionId, recorded.Unit, recorded.From)] },
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
        Identity<PersonMerged>(e => e.MergedPersonId);
        IncludeType<AffiliationRecorded>();
        IncludeType<PersonMerged>();
    }

    public override AffiliationsOfPerson? Evolve(AffiliationsOfPerson? snapshot, Guid id, IEvent e) => (snapshot ?? new() { Id = id }).Evolve(e.Data);
}
