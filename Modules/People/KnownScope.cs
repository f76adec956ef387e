using Advance.Contracts;
using JasperFx;

namespace Advance.People;

/// <summary>What People knows of what a role can be limited to: whether a stream is a strand's or a cohort's.</summary>
public record KnownScope : IFold<KnownScope>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public bool IsStrand { get; init; }
    public bool IsCohort { get; init; }

    public KnownScope Evolve(object e) => e switch
    {
        StrandDefined defined => this with { Id = defined.StrandId, IsStrand = true },
        CohortPlanned planned => this with { Id = planned.CohortId, IsCohort = true },
        _ => this,
    };
}
