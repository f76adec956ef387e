using Advance.Contracts;
using JasperFx.Events;
using Marten.Events.Projections;

namespace Advance.Applications;

/// <summary>A relationship as it is known now; gone when it was retracted.</summary>
public record RelationInReview
{
    public Guid Id { get; init; }
    public KnownBond Bond { get; init; }
    public Guid PersonId { get; init; }
    public Guid OtherPersonId { get; init; }
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

    public override RelationInReview? Evolve(RelationInReview? snapshot, Guid id, IEvent e) =>
        Known.After(snapshot?.Bond, e.Data, e.Timestamp.ToUniversalTime()) is { } bond
            ? new() { Id = id, Bond = bond, PersonId = bond.PersonId, OtherPersonId = bond.OtherPersonId } : null;
}

/// <summary>A person as reviews know them: where they worked, and the person that took this one's place, if any (rule A6).</summary>
public record PersonInReview
{
    public Guid Id { get; init; }
    public IReadOnlyList<KnownSpell> Spells { get; init; } = [];
    public Guid? MergedInto { get; init; }
    public DateTimeOffset? MergedAt { get; init; }
    public bool IsErased { get; init; }

    public PersonInReview With(object e, DateTimeOffset at) => e switch
    {
        PersonMerged merged => this with { MergedInto = merged.PersonId, MergedAt = at },
        PersonErased _ => this with { IsErased = true },
        _ => this with { Spells = Known.After(Spells, e, at) },
    };
}

/// <summary>Keeps <see cref="PersonInReview"/>, one for each identity.</summary>
public class PersonInReviewProjection : MultiStreamProjection<PersonInReview, Guid>
{
    public PersonInReviewProjection()
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

    public override PersonInReview? Evolve(PersonInReview? snapshot, Guid id, IEvent e) =>
        (snapshot ?? new() { Id = id }).With(e.Data, e.Timestamp.ToUniversalTime());
}
