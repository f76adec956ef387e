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

/// <summary>Two identities turned out to be one person; the merged one is no longer used.</summary>
public record PersonMerged(Guid PersonId, Guid MergedPersonId);

/// <summary>This identity turned out to be another person's; raised on the merged one beside <see cref="PersonMerged"/> on the other.</summary>
public record IdentityRetired(Guid PersonId, Guid IntoPersonId);

/// <summary>A person's data were erased: how many documents of which kinds, no value.</summary>
public record PersonErased(Guid PersonId, IReadOnlyDictionary<string, int> Erased);

/// <summary>Data of a person were destroyed because the time for which they are kept was over: how many of which kinds, no value.</summary>
public record RetentionApplied(Guid PersonId, IReadOnlyDictionary<string, int> Destroyed);

/// <summary>
/// A person's record was read by somebody else, for a purpose (a key); the actor is in the event's metadata. Each reading is a
/// stream of its own.
/// </summary>
public record PersonRead(Guid PersonId, string Purpose, Guid ReadingId);
