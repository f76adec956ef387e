using Advance.Contracts;
using JasperFx;

namespace Advance.Strands;

/// <summary>A guide as it is offered now.</summary>
public record Guide(string Key, int GuideVersion, int? Meeting, GuidePhase? Phase, int Minutes, int Points, int Prompts,
    IReadOnlyList<int>? AgendaMinutes, IReadOnlyList<string> Languages)
{
    public bool IsAt(int? meeting, GuidePhase? phase) => Meeting == meeting && Phase == phase;

    /// <summary>Where it stands among the others, when so many meetings are envisioned.</summary>
    public int Order(int envisioned) => (Meeting, Phase) switch
    {
        ({ } number, _) => 2 * number,
        (_, GuidePhase.Preparation) => 0,
        (_, GuidePhase.Midway) => 2 * (envisioned / 2) + 1,
        _ => int.MaxValue,
    };
}

/// <summary>
/// The guides of a strand to its meetings: one for each meeting or phase, each with its versions. What they say stands in
/// <see cref="GuideText"/>. The stream is <c>Ids.Of("guides", strandId)</c>; it owns keys and places.
/// </summary>
public record Guidebook : IFold<Guidebook>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid StrandId { get; init; }

    /// <summary>Those offered now, by key.</summary>
    public IReadOnlyList<Guide> Guides { get; init; } = [];

    /// <summary>By key the last version that there was, of withdrawn guides too.</summary>
    public IReadOnlyDictionary<string, int> LastVersions { get; init; } = new Dictionary<string, int>();

    public static Guid IdOf(Guid strandId) => Ids.Of("guides", strandId);

    public Guide? Find(string key) => Guides.FirstOrDefault(g => g.Key == key);

    public Guidebook Evolve(object e) => e switch
    {
        GuideAdopted adopted => this with
        {
            Id = IdOf(adopted.StrandId),
            StrandId = adopted.StrandId,
            Guides = [.. Guides.Where(g => g.Key != adopted.Key).Append(new(adopted.Key, adopted.GuideVersion, adopted.Meeting, adopted.Phase,
                adopted.Minutes, adopted.Points, adopted.Prompts, adopted.AgendaMinutes, adopted.Languages)).OrderBy(g => g.Key, StringComparer.Ordinal)],
            LastVersions = new Dictionary<string, int>(LastVersions) { [adopted.Key] = adopted.GuideVersion },
        },
        GuideWithdrawn withdrawn => this with { Guides = [.. Guides.Where(g => g.Key != withdrawn.Key)] },
        _ => this,
    };
}
