using Advance.Contracts;
using JasperFx;

namespace Advance.Strands;

/// <summary>An institution that takes part in the programme, or owns it.</summary>
public record Institution : IFold<Institution>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public string Key { get; init; } = "";
    public string Name { get; init; } = "";
    public bool IsOwner { get; init; }

    public Institution Evolve(object e) => e switch
    {
        InstitutionRegistered registered => this with
        {
            Id = registered.InstitutionId,
            Key = registered.Key,
            Name = registered.Name,
            IsOwner = registered.IsOwner,
        },
        _ => this,
    };
}
