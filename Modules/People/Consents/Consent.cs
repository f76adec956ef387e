using Advance.Contracts;
using JasperFx;

namespace Advance.People;

/// <summary>What a person agreed to, for one purpose: given and withdrawn as often as they like; the last word counts.</summary>
public record Consent : IFold<Consent>, IRevisioned
{
    public Guid Id { get; init; }
    public int Version { get; set; }
    public Guid PersonId { get; init; }
    public string Purpose { get; init; } = "";

    /// <summary>The version of the words that were agreed to; null when nothing is agreed to.</summary>
    public string? WordsVersion { get; init; }
    public bool IsGiven => WordsVersion is not null;

    public Consent Evolve(object e) => e switch
    {
        ConsentGiven given => this with
        {
            Id = ConsentPurposes.StreamOf(given.PersonId, given.Purpose),
            PersonId = given.PersonId,
            Purpose = given.Purpose,
            WordsVersion = given.WordsVersion,
        },
        ConsentWithdrawn _ => this with { WordsVersion = null },
        _ => this,
    };
}

/// <summary>
/// Special-category data: held with explicit consent only, apart from everything else, never in an event, a log line, a matching or a
/// figure. Destroyed when the consent is withdrawn. The id is the person's.
/// </summary>
public record SpecialData
{
    public Guid Id { get; init; }
    public string? Disability { get; init; }
    public string? UnderrepresentedGroup { get; init; }
}
