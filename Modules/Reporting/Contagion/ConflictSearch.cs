using Advance.Contracts;
using JasperFx;

namespace Advance.Reporting.Contagion;

/// <summary>What became known late.</summary>
public enum SearchCause { Relationship, Affiliation, Merge }

/// <summary>How a case was settled.</summary>
public enum CaseOutcome { RemedyDone, NoConflict, AllowedByCommittee }

/// <summary>
/// A search for what a late relation touches was made: how many things were looked at, how many broke a rule, of how many that was
/// learnt only afterwards. Counts only, under an id of its own: nobody who reads the log learns who judged or met whom (rule A5).
/// </summary>
public record ConflictSearchCompleted(Guid SearchId, int LookedAt, int Cases, int LearntLate);

/// <summary>One of the cases of a search was settled.</summary>
public record ConflictCaseSettled(Guid SearchId, Guid CaseId, CaseOutcome Outcome);

/// <summary>A case that was settled, and how.</summary>
public record SettledCase(Guid CaseId, CaseOutcome Outcome);

/// <summary>A search and what became of its cases; the cases themselves stand in <see cref="ConflictSearchResult"/>.</summary>
public record ConflictSearch : IFold<ConflictSearch>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public int Cases { get; init; }
    public IReadOnlyList<SettledCase> Settled { get; init; } = [];
    public bool IsOpen => Settled.Count < Cases;

    public ConflictSearch Evolve(object e) => e switch
    {
        ConflictSearchCompleted completed => this with { Id = completed.SearchId, Cases = completed.Cases },
        ConflictCaseSettled settled => this with { Settled = [.. Settled, new(settled.CaseId, settled.Outcome)] },
        _ => this,
    };
}

/// <summary>What a search found: ids only, for staff only. One for each cause, however often it is heard.</summary>
public record ConflictSearchResult
{
    public Guid Id { get; init; }
    public SearchCause Cause { get; init; }

    /// <summary>The relationship, the affiliation, or the pair of identities.</summary>
    public Guid CauseId { get; init; }

    /// <summary>Whom the cause is about.</summary>
    public IReadOnlyList<Guid> People { get; init; } = [];
    public DateTimeOffset At { get; init; }
    public int LookedAt { get; init; }
    public bool IsOpen { get; init; }
    public IReadOnlyList<FoundCase> Cases { get; init; } = [];
}
