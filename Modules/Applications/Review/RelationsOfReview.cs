using Advance.Contracts;
using JasperFx.Events;
using Marten.Events.Projections;

namespace Advance.Applications;

/// <summary>A relationship that was disclosed; for supervision and line management the first is above the other.</summary>
public record RelationInReview
{
    public Guid Id { get; init; }
    public Guid PersonId { get; init; }
    public Guid OtherPersonId { get; init; }
    public RelationshipKind Kind { get; init; }
    public DateOnly From { get; init; }
    public DateOnly? Until { get; init; }
}

/// <summary>Keeps <see cref="RelationInReview"/>, one for each disclosure.</summary>
public class RelationInReviewProjection : MultiStreamProjection<RelationInReview, Guid>
{
    public RelationInReviewProjection()
    {
        Identity<RelationshipDisclosed>(e => e.RelationshipId);
        Identity<RelationshipEnded>(e => e.RelationshipId);
        Identity<RelationshipRetracted>(e => e.RelationshipId);
        IncludeType<RelationshipDisclosed>();
        IncludeType<RelationshipEnded>();
        IncludeType<RelationshipRetracted>();
    }

    public override RelationInReview? Evolve(RelationInReview? snapshot, Guid id, IEvent e) => e.Data switch
    {
        RelationshipDisclosed r => new() { Id = id, PersonId = r.PersonId, OtherPersonId = r.OtherPersonId, Kind = r.Kind, From = r.From, Until = r.Until },
        RelationshipEnded ended => snapshot is null ? null : snapshot with { Until = ended.Until },
        RelationshipRetracted => null, // it never held
        _ => snapshot,
    };
}

/// <summary>The unit in which a person worked from a day on.</summary>
public record UnitFrom(Guid InstitutionId, string Unit, DateOnly From);

/// <summary>A person as reviews know them: units, and the person that took this one's place, if any (rule A6).</summary>
public record PersonInReview
{
    public Guid Id { get; init; }
    public IReadOnlyList<UnitFrom> Units { get; init; } = [];
    public Guid? MergedInto { get; init; }
    public bool IsErased { get; init; }

    public PersonInReview Evolve(object e) => e switch
    {
        AffiliationRecorded recorded => this with { Units = [.. Units, new(recorded.InstitutionId, recorded.Unit, recorded.From)] },
        PersonMerged merged => this with { MergedInto = merged.PersonId },
        PersonErased _ => this with { IsErased = true },
        _ => this,
    };
}

/// <summary>Keeps <see cref="PersonInReview"/>, one for each identity.</summary>
public class PersonInReviewProjection : MultiStreamProjection<PersonInReview, Guid>
{
    public PersonInReviewProjection()
    {
        Identity<AffiliationRecorded>(e => e.PersonId);
        Identity<PersonMerged>(e => e.MergedPersonId);
        Identity<PersonErased>(e => e.PersonId);
        IncludeType<AffiliationRecorded>();
        IncludeType<PersonMerged>();
        IncludeType<PersonErased>();
    }

    public override PersonInReview? Evolve(PersonInReview? snapshot, Guid id, IEvent e) => (snapshot ?? new() { Id = id }).Evolve(e.Data);
}
