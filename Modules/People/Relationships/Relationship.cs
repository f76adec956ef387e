using Advance.Contracts;
using JasperFx;

namespace Advance.People;

/// <summary>What stands between two people, for a time. For supervision and line management the first is above the second.</summary>
public record Relationship : IFold<Relationship>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid PersonId { get; init; }
    public Guid OtherPersonId { get; init; }
    public RelationshipKind Kind { get; init; }
    public DateOnly From { get; init; }
    public DateOnly? Until { get; init; }

    /// <summary>It was disclosed by mistake and never held.</summary>
    public bool IsRetracted { get; init; }

    /// <summary>Whether this is the same relationship, at least for a day: same kind, same two (in order where order matters).</summary>
    public bool Covers(Guid first, Guid second, RelationshipKind kind, DateOnly from, DateOnly? until) =>
        Kind == kind && ((PersonId, OtherPersonId) == (first, second) || (IsMutual(kind) && (PersonId, OtherPersonId) == (second, first)))
        && Overlaps(from, until);

    /// <summary>Whether it holds on one of these days.</summary>
    public bool Overlaps(DateOnly from, DateOnly? until) => !IsRetracted && Ties.Shared(From, Until, from, until) is not null;

    private static bool IsMutual(RelationshipKind kind) => kind is not (RelationshipKind.Supervision or RelationshipKind.LineManagement);

    public Relationship Evolve(object e) => e switch
    {
        RelationshipDisclosed d => this with
        {
            Id = d.RelationshipId,
            PersonId = d.PersonId,
            OtherPersonId = d.OtherPersonId,
            Kind = d.Kind,
            From = d.From,
            Until = d.Until,
        },
        RelationshipEnded ended => this with { Until = ended.Until },
        RelationshipRetracted _ => this with { IsRetracted = true },
        _ => this,
    };
}
