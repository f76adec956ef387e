using Advance.Contracts;
using JasperFx;

namespace Advance.Matching.Rounds;

/// <summary>What matching needs to know of a cohort, read from Strands' events: format, dates, the policy and charter it is judged by.</summary>
public record CohortOfRound : IFold<CohortOfRound>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid StrandId { get; init; }
    public StrandFormat Format { get; init; }
    public DateOnly StartsOn { get; init; }
    public DateOnly EndsOn { get; init; }
    public StrandPolicy? Policy { get; init; }
    public string? CharterVersion { get; init; }

    /// <summary>Those to which the call was open: mentors of a partner that joined later are not in its pool (rule S4).</summary>
    public IReadOnlyList<Guid> Institutions { get; init; } = [];
    public bool IsOver { get; init; }

    public CohortOfRound Evolve(object e) => e switch
    {
        CohortPlanned planned => this with
        {
            Id = planned.CohortId,
            StrandId = planned.StrandId,
            Format = planned.Format,
            StartsOn = planned.StartsOn,
            EndsOn = planned.EndsOn,
        },
        CallPublished call => this with { Policy = call.Policy, CharterVersion = call.CharterVersion, Institutions = call.Institutions },
        CohortCompleted _ => this with { IsOver = true },
        CohortCancelled _ => this with { IsOver = true },
        _ => this,
    };
}
