using Advance.Contracts;
using JasperFx;

namespace Advance.Strands;

/// <summary>One version of the charter, in force from a date on.</summary>
public record CharterVersion(string Number, DateOnly EffectiveFrom);

/// <summary>The mentoring charter: a living document, so acceptance carries its version. There is one.</summary>
public record Charter : IFold<Charter>, IRevisioned
{
    /// <summary>The one charter's stream.</summary>
    public static readonly Guid TheId = Ids.Of("charter", Guid.Empty);

    public Guid Id { get; init; }
    public int Version { get; set; }
    public IReadOnlyList<CharterVersion> Versions { get; init; } = [];

    /// <summary>The version in force on a day.</summary>
    public CharterVersion? On(DateOnly day) => Versions.Where(v => v.EffectiveFrom <= day).MaxBy(v => v.EffectiveFrom);

    public Charter Evolve(object e) => e switch
    {
        CharterVersionPublished published => this with
        {
            Id = published.CharterId,
            Versions = [.. Versions, new(published.CharterVersion, published.EffectiveFrom)],
        },
        _ => this,
    };
}
