namespace Advance.Contracts;

/// <summary>What may stand between two people; each kind excludes a pair or a reviewer (rules M2, A5).</summary>
public enum RelationshipKind { Supervision, LineManagement, CoAuthorship, Kinship, SameUnit, Competition }

/// <summary>A person became known. Who it is stands in People's documents, never here.</summary>
public record PersonRegistered(Guid PersonId);

/// <summary>A person works at an institution from a day on, in a unit (an opaque key) and at a career stage.</summary>
public record AffiliationRecorded(Guid PersonId, Guid InstitutionId, string Unit, string CareerStage, DateOnly From);

/// <summary>A person's data were corrected; what they are now stands in People's documents.</summary>
public record PersonCorrected(Guid PersonId, IReadOnlyList<string> Fields);

/// <summary>
/// A relationship between two people is known from now on; it holds from <c>From</c> to <c>Until</c> (open when null).
/// For supervision and line management the first is above the second.
/// </summary>
public record RelationshipDisclosed(Guid RelationshipId, Guid PersonId, Guid OtherPersonId, RelationshipKind Kind, DateOnly From, DateOnly? Until);

/// <summary>Two identities turned out to be one person; the merged one is no longer used.</summary>
public record PersonMerged(Guid PersonId, Guid MergedPersonId);

/// <summary>A person's data were erased: how many documents of which kinds, no value.</summary>
public record PersonErased(Guid PersonId, IReadOnlyDictionary<string, int> Erased);

/// <summary>
/// A person's record was read by somebody else, for a purpose (a key); the actor is in the event's metadata. Each reading is a
/// stream of its own.
/// </summary>
public record PersonRead(Guid PersonId, string Purpose, Guid ReadingId);
