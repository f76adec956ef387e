using Advance.Contracts;
using JasperFx;

namespace Advance.People;

/// <summary>What People knows of an institution: that there is one.</summary>
public record KnownInstitution : IFold<KnownInstitution>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public bool IsRegistered { get; init; }

    public KnownInstitution Evolve(object e) => e switch
    {
        InstitutionRegistered registered => this with { Id = registered.InstitutionId, IsRegistered = true },
        _ => this,
    };
}
