using Advance.Contracts;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Advance.Applications;

/// <summary>A mandate in a committee, from a day to its last day.</summary>
public record Mandate(Guid PersonId, DateOnly From, DateOnly? Until)
{
    public bool HoldsOn(DateOnly day) => From <= day && (Until is null || day <= Until);
}

/// <summary>A committee as far as releasing decisions needs it: who has a mandate, and what it resolved about cohorts.</summary>
public record DecidingCommittee
{
    public Guid Id { get; init; }
    public CommitteeKind Kind { get; init; }
    public IReadOnlyList<Mandate> Mandates { get; init; } = [];

    /// <summary>The numbers of its resolutions, each with the cohort that it names.</summary>
    public IReadOnlyList<CohortResolution> Resolutions { get; init; } = [];

    /// <summary>Its resolution decides about applications; an advisory board only advises.</summary>
    public bool Decides => Kind is CommitteeKind.Steering or CommitteeKind.Executive;

    /// <summary>A steering committee in which somebody has a mandate on the day: nothing is released past it.</summary>
    public bool IsConstituted(DateOnly day) => Kind is CommitteeKind.Steering && Mandates.Any(m => m.HoldsOn(day));

    public DecidingCommittee Evolve(object e) => e switch
    {
        CommitteeFormed formed => this with { Id = formed.CommitteeId, Kind = formed.Kind },
        MemberSeated seated => this with { Mandates = [.. Mandates, new(seated.PersonId, seated.From, seated.Until)] },
        MandateEnded ended => this with
        {
            Mandates = [.. Mandates.Select(m => m.PersonId == ended.PersonId && m.HoldsOn(ended.On) ? m with { Until = ended.On } : m)],
        },
        MandateFollowed f => this with { Mandates = [.. Mandates.Select(m => m.PersonId == f.PersonId ? m with { PersonId = f.AsPersonId } : m)] },
        ResolutionPassed { CohortId: { } cohort } passed => this with { Resolutions = [.. Resolutions, new(passed.Number, cohort)] },
        _ => this,
    };
}

/// <summary>A resolution that names a cohort.</summary>
public record CohortResolution(string Number, Guid CohortId);

/// <summary>What committees resolved about a cohort.</summary>
public static class Resolutions
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>All committees, with what was committed a moment ago; to be asked before a lock that others wait for.</summary>
    public static Task<IReadOnlyList<DecidingCommittee>> CommitteesAsync(this IQuerySession session, CancellationToken cancel) =>
        session.QueryForNonStaleData<DecidingCommittee>(Patience).ToListAsync(cancel);

    /// <summary>The resolutions of committees that decide which name the cohort: whose each is and its number there.</summary>
    public static IReadOnlyList<(Guid CommitteeId, string Number)> About(this IReadOnlyList<DecidingCommittee> committees, Guid cohortId) =>
        [.. committees.Where(c => c.Decides).SelectMany(c => c.Resolutions.Where(r => r.CohortId == cohortId).Select(r => (c.Id, r.Number)))];
}

/// <summary>Keeps <see cref="DecidingCommittee"/>, one for each committee.</summary>
public class DecidingCommitteeProjection : MultiStreamProjection<DecidingCommittee, Guid>
{
    public DecidingCommitteeProjection()
    {
        Identity<CommitteeFormed>(e => e.CommitteeId);
        Identity<MemberSeated>(e => e.CommitteeId);
        Identity<MandateEnded>(e => e.CommitteeId);
        Identity<MandateFollowed>(e => e.CommitteeId);
        Identity<ResolutionPassed>(e => e.CommitteeId);
        IncludeType<CommitteeFormed>();
        IncludeType<MemberSeated>();
        IncludeType<MandateEnded>();
        IncludeType<MandateFollowed>();
        IncludeType<ResolutionPassed>();
    }

    public override DecidingCommittee? Evolve(DecidingCommittee? snapshot, Guid id, IEvent e) => (snapshot ?? new() { Id = id }).Evolve(e.Data);
}
