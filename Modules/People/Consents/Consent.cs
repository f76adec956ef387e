using Advance.Contracts;
using JasperFx;

namespace Advance.People;

/// <summary>
/// A person agreed, by their own hand, to one use of their data (a purpose of <see cref="ConsentPurposes"/>) in the words of a version.
/// Not published: that somebody consents to special data lets others guess.
/// </summary>
public record ConsentGiven(Guid PersonId, string Purpose, string WordsVersion);

/// <summary>A person took a consent back; what was held on its ground alone is destroyed.</summary>
public record ConsentWithdrawn(Guid PersonId, string Purpose);

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

/// <summary>What a person can consent to. A purpose never tells what is held.</summary>
public static class ConsentPurposes
{
    /// <summary>To hold special-category data (disability, an underrepresented group) in order to accommodate the person.</summary>
    public const string SpecialCategoryData = "special-category-data";
    /// <summary>To count the answer in statistics under disclosure control.</summary>
    public const string EqualityStatistics = "equality-statistics";
    /// <summary>To be written to after the programme.</summary>
    public const string ContactAfterwards = "contact-afterwards";

    public static readonly IReadOnlyList<string> All = [SpecialCategoryData, EqualityStatistics, ContactAfterwards];

    /// <summary>The stream of a person's consent to a purpose.</summary>
    public static Guid StreamOf(Guid personId, string purpose) => Ids.Of($"consent:{purpose}", personId);
}
