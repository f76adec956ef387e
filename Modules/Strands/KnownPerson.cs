using Advance.Contracts;
using JasperFx;

namespace Advance.Strands;

/// <summary>What Strands knows of a person: whether there is one who can be given a mandate.</summary>
public record KnownPerson : IFold<KnownPerson>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public bool IsRegistered { get; init; }
    public bool IsGone { get; init; }

    public KnownPerson Evolve(object e) => e switch
    {
        PersonRegistered registered => this with { Id = registered.PersonId, IsRegistered = true },
        PersonErased _ => this with { IsGone = true },
        IdentityRetired _ => this with { IsGone = true },
        _ => this,
    };
}
