using Advance.Contracts;

namespace Advance.Applications;

/// <summary>A cohort as far as its review needs it, as the cohort's stream tells it.</summary>
public record CohortOfReview : IFold<CohortOfReview>
{
    public Guid Id { get; init; }
    public Guid StrandId { get; init; }
    public bool IsPlanned { get; init; }
    public bool IsOver { get; init; }
    public DateTimeOffset Deadline { get; init; }
    public int LookBackYears { get; init; }

    /// <summary>A relationship that ended before this day excludes no reviewer any more: the policy's look-back years before the deadline.</summary>
    public DateOnly Since => DateOnly.FromDateTime(Deadline.UtcDateTime) is var day && day.Year > LookBackYears
        ? day.AddYears(-LookBackYears) : DateOnly.MinValue;

    /// <summary>Refuses whatever comes after a cohort's end.</summary>
    public void MustNotBeOver() => Refused.When(IsOver, "cohort-over", "This cohort is completed or cancelled.");

    public CohortOfReview Evolve(object e) => e switch
    {
        CohortPlanned planned => this with { Id = planned.CohortId, StrandId = planned.StrandId, IsPlanned = true },
        CallPublished call => this with { Deadline = call.Deadline, LookBackYears = call.Policy.LookBackYears },
        CallExtended extended => this with { Deadline = extended.Deadline },
        CohortCompleted _ => this with { IsOver = true },
        CohortCancelled _ => this with { IsOver = true },
        _ => this,
    };
}
