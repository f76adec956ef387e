using Advance.Contracts;
using JasperFx;

namespace Advance.Strands;

/// <summary>Where a cohort stands.</summary>
public enum CohortStatus { Planned, CallOpen, CallClosed, Running, Completed, Cancelled }

/// <summary>One run of a strand, from its call to its end.</summary>
public record Cohort : IFold<Cohort>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public string Key { get; init; } = "";
    public Guid StrandId { get; init; }
    public StrandFormat Format { get; init; }
    public DateOnly StartsOn { get; init; }
    public DateOnly EndsOn { get; init; }
    public CohortStatus Status { get; init; }
    public DateTimeOffset? Deadline { get; init; }
    public int? PolicyVersion { get; init; }
    public StrandPolicy? Policy { get; init; }
    public int? Places { get; init; }
    public IReadOnlyList<Guid> Institutions { get; init; } = [];
    public string? CharterVersion { get; init; }

    public bool IsOver => Status is CohortStatus.Completed or CohortStatus.Cancelled;

    public Cohort Evolve(object e) => e switch
    {
        CohortPlanned planned => this with
        {
            Id = planned.CohortId,
            Key = planned.Key,
            StrandId = planned.StrandId,
            Format = planned.Format,
            StartsOn = planned.StartsOn,
            EndsOn = planned.EndsOn,
        },
        CallPublished call => this with
        {
            Status = CohortStatus.CallOpen,
            Deadline = call.Deadline,
            PolicyVersion = call.PolicyVersion,
            Policy = call.Policy,
            Places = call.Places,
            Institutions = call.Institutions,
            CharterVersion = call.CharterVersion,
        },
        CallExtended extended => this with { Deadline = extended.Deadline },
        CallClosed _ => this with { Status = CohortStatus.CallClosed },
        CohortStarted _ => this with { Status = CohortStatus.Running },
        CohortCompleted _ => this with { Status = CohortStatus.Completed },
        CohortCancelled _ => this with { Status = CohortStatus.Cancelled },
        _ => this,
    };
}
