using Advance.Contracts;
using JasperFx;

namespace Advance.Events;

/// <summary>A series of gatherings of one kind, such as a lecture series.</summary>
public record Series : IFold<Series>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public string Key { get; init; } = "";
    public GatheringKind Kind { get; init; }

    public Series Evolve(object e) => e switch
    {
        SeriesPlanned planned => this with { Id = planned.SeriesId, Key = planned.Key, Kind = planned.Kind },
        _ => this,
    };
}

/// <summary>What a series is called; the id is the series'.</summary>
public record SeriesText(Guid Id, string Title);
