using Advance.Contracts;
using JasperFx.Events;
using Marten.Events.Projections;

namespace Advance.Strands;

/// <summary>A version that was accepted, and when.</summary>
public record AcceptedVersion(string CharterVersion, DateTimeOffset At);

/// <summary>
/// Where a person stands on the charter, now and on any day before: on the latest version they accepted, for accepting an offer of an
/// older call takes nothing back. An identity that was merged into another stands nowhere from then on, an erased person never did.
/// </summary>
public record StandingOnCharter
{
    public Guid Id { get; init; }
    public DateTimeOffset? FirstAt { get; init; }
    public IReadOnlyList<AcceptedVersion> Accepted { get; init; } = [];
    public DateTimeOffset? MergedAt { get; init; }
    public bool IsErased { get; init; }

    /// <summary>The version on which somebody stands who accepted these, at an instant; null when on none.</summary>
    public static AcceptedVersion? Of(IEnumerable<AcceptedVersion> accepted, Charter charter, DateTimeOffset before) =>
        accepted.Where(a => a.At < before).MaxBy(a => charter.Versions.FirstOrDefault(v => v.Number == a.CharterVersion)?.EffectiveFrom ?? DateOnly.MinValue);
}

/// <summary>Keeps <see cref="StandingOnCharter"/>, one for each person.</summary>
public class StandingOnCharterProjection : MultiStreamProjection<StandingOnCharter, Guid>
{
    public StandingOnCharterProjection()
    {
        Identity<CharterAccepted>(e => e.PersonId);
        Identity<PersonMerged>(e => e.MergedPersonId);
        Identity<PersonErased>(e => e.PersonId);
        IncludeType<CharterAccepted>();
        IncludeType<PersonMerged>();
        IncludeType<PersonErased>();
    }

    public override StandingOnCharter? Evolve(StandingOnCharter? snapshot, Guid id, IEvent e)
    {
        var (standing, at) = (snapshot ?? new() { Id = id }, e.Timestamp.ToUniversalTime());
        return e.Data switch
        {
            CharterAccepted accepted => standing with
            {
                FirstAt = standing.FirstAt ?? at,
                Accepted = [.. standing.Accepted, new(accepted.CharterVersion, at)],
            },
            PersonMerged _ => standing with { MergedAt = at },
            PersonErased _ => standing with { IsErased = true },
            _ => standing,
        };
    }
}
