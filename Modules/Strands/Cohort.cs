using Advance.Contracts;
using JasperFx;

namespace Advance.Strands;

/// <summary>Where a cohort stands.</summary>
public enum CohortStatus { Planned, CallOpen, CallClosed, Running, Completed, Cancelled }

/// <summary>A copied cohort carries what its call begins from. Private.</summary>
public record CallTemplateKept(Guid CohortId, CallTemplate Template);

/// <summary>What a call takes from the cohort that was copied: its places, and how long before the first day it ended.</summary>
public record CallTemplate(Guid FromCohortId, int Places, long SecondsBeforeStart)
{
    public static CallTemplate Of(Cohort cohort, CallPublished call) =>
        new(call.CohortId, call.Places, (long)(MidnightOf(cohort.StartsOn) - call.Deadline).TotalSeconds);

    public DateTimeOffset DeadlineFor(DateOnly startsOn) => MidnightOf(startsOn).AddSeconds(-SecondsBeforeStart);

    private static DateTimeOffset MidnightOf(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}

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

    /// <summary>From the cohort that this one was copied from, if it was.</summary>
    public CallTemplate? Template { get; init; }

    /// <summary>The call as it was published, before any exception was made.</summary>
    public CallTemplate? AsPublished { get; init; }

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
            AsPublished = CallTemplate.Of(this, call),
        },
        CallTemplateKept kept => this with { Template = kept.Template },
        CapRaised raised => this with { Places = raised.Places },
        CallExtended extended => this with { Deadline = extended.Deadline },
        CallClosed _ => this with { Status = CohortStatus.CallClosed },
        CohortStarted _ => this with { Status = CohortStatus.Running },
        CohortCompleted _ => this with { Status = CohortStatus.Completed },
        CohortCancelled _ => this with { Status = CohortStatus.Cancelled },
        _ => this,
    };
}
