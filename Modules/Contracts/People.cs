namespace Advance.Contracts;

/// <summary>What may stand between two people; each kind excludes a pair or a reviewer (rules M2, A5).</summary>
public enum RelationshipKind { Supervision, LineManagement, CoAuthorship, Kinship, SameUnit, Competition }

/// <summary>A person became known. Who it is stands in People's documents, never here.</summary>
public record PersonRegistered(Guid PersonId);

/// <summary>
/// A person works at an institution from a day on, in a unit (an opaque key) and at a career stage; until a last day, or until the
/// next one begins. <c>AffiliationId</c> is null where it was the first thing that was said of the person: see <see cref="Affiliations"/>.
/// </summary>
public record AffiliationRecorded(Guid PersonId, Guid InstitutionId, string Unit, string CareerStage, DateOnly From, DateOnly? Until = null,
    Guid? AffiliationId = null);

/// <summary>The last day of an affiliation became known.</summary>
public record AffiliationEnded(Guid PersonId, Guid AffiliationId, DateOnly Until);

/// <summary>An affiliation had been recorded wrongly; a correction records another one in the same breath. What was recorded stays.</summary>
public record AffiliationWithdrawn(Guid PersonId, Guid AffiliationId);

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

/// <summary>How an affiliation is named.</summary>
public static class Affiliations
{
    /// <summary>The id it was given, or the one that follows from what was first said of it.</summary>
    public static Guid IdOf(AffiliationRecorded e) =>
        e.AffiliationId ?? Ids.Of($"affiliation:{e.From:yyyy-MM-dd}:{e.Unit}:{e.CareerStage}", e.PersonId, e.InstitutionId);
}

/// <summary>A person's data were corrected; what they are now stands in People's documents.</summary>
public record PersonCorrected(Guid PersonId, IReadOnlyList<string> Fields);

/// <summary>
/// A relationship between two people is known from now on; it holds from <c>From</c> to <c>Until</c> (open when null).
/// For supervision and line management the first is above the second.
/// </summary>
public record RelationshipDisclosed(Guid RelationshipId, Guid PersonId, Guid OtherPersonId, RelationshipKind Kind, DateOnly From, DateOnly? Until);

/// <summary>The last day of a relationship became known.</summary>
public record RelationshipEnded(Guid RelationshipId, Guid PersonId, Guid OtherPersonId, RelationshipKind Kind, DateOnly Until);

/// <summary>A relationship had been disclosed by mistake: it never held. What was disclosed stays.</summary>
public record RelationshipRetracted(Guid RelationshipId, Guid PersonId, Guid OtherPersonId, RelationshipKind Kind);

/// <summary>
/// A person agreed, by their own hand, to one use of their data (a purpose of <see cref="ConsentPurposes"/>) in the words of a version;
/// it holds until it is withdrawn. The stream of a person's consent to a purpose is <c>Ids.Of("consent:" + purpose, personId)</c>.
/// </summary>
public record ConsentGiven(Guid PersonId, string Purpose, string WordsVersion);

/// <summary>A person took a consent back; what was held on its ground alone is destroyed.</summary>
public record ConsentWithdrawn(Guid PersonId, string Purpose);

/// <summary>Two identities turned out to be one person; the merged one is no longer used.</summary>
public record PersonMerged(Guid PersonId, Guid MergedPersonId);

/// <summary>A person's data were erased: how many documents of which kinds, no value.</summary>
public record PersonErased(Guid PersonId, IReadOnlyDictionary<string, int> Erased);

/// <summary>
/// A person's record was read by somebody else, for a purpose (a key); the actor is in the event's metadata. Each reading is a
/// stream of its own.
/// </summary>
public record PersonRead(Guid PersonId, string Purpose, Guid ReadingId);
