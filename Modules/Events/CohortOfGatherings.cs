using Advance.Contracts;

namespace Advance.Events;

/// <summary>What this module knows of a cohort, read from the cohort's stream: whether it takes gatherings.</summary>
public record CohortOfGatherings : IFold<CohortOfGatherings>
{
    public Guid Id { get; init; }
    public bool IsCompleted { get; init; }
    public bool IsCancelled { get; init; }
    public bool IsOver => IsCompleted || IsCancelled;

    public CohortOfGatherings Evolve(object e) => e switch
    {
        CohortPlanned planned => this with { Id = planned.CohortId },
        CohortCompleted _ => this with { IsCompleted = true },
        CohortCancelled _ => this with { IsCancelled = true },
        _ => this,
    };
}
