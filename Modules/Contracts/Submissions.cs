namespace Advance.Contracts;

/// <summary>Who answers a questionnaire.</summary>
public enum RespondentRole { Applicant, Mentor }

/// <summary>What an answer looks like. A declaration is a yes that must be given: no other answer fits.</summary>
#pragma warning disable CA1720 // "single" is what the field calls a choice of one; it stands in the API
public enum QuestionType { Single, Multiple, Number, Date, YesNo, Declaration, ShortText, LongText }
#pragma warning restore CA1720

/// <summary>How much protection an answer needs; a special one (GDPR article 9) is taken with explicit consent only.</summary>
public enum DataClass { Ordinary, Sensitive, Special }

/// <summary>A question is asked only when another one, named by its key, has this answer (of several choices: one of them).</summary>
public record QuestionCondition(string Question, string Answer);

/// <summary>
/// One question as data: its wording stands in a document. <c>From</c> and <c>To</c> bound a number (inclusive), or say how many choices
/// of several are made; <c>NotBefore</c> names a question whose date is not later than this one's.
/// </summary>
public record Question(string Key, QuestionType Type, bool IsRequired = false, IReadOnlyList<string>? Choices = null, long? From = null,
    long? To = null, QuestionCondition? When = null, DataClass DataClass = DataClass.Ordinary, string? NotBefore = null);

/// <summary>A document of this kind has at most so many pages, as far as the pages of the file can be counted.</summary>
public record DocumentRule(string Kind, int MaxPages);

/// <summary>
/// A questionnaire of a strand was adopted for a role, with effect from a day: calls published from then on ask it, those published
/// before keep theirs (rule S1). Versions count from 1. Raised by <c>adopt-questionnaire</c>.
/// </summary>
public record QuestionnaireAdopted(Guid QuestionnaireId, Guid StrandId, RespondentRole Role, int QuestionnaireVersion, DateOnly EffectiveFrom,
    IReadOnlyList<Question> Questions, IReadOnlyList<DocumentRule> Documents);

/// <summary>A person answered a version of a questionnaire; the answers stand in People's documents, never here.</summary>
public record AnswersGiven(Guid AnswersId, Guid PersonId, Guid QuestionnaireId, int QuestionnaireVersion, bool ConsentsToSpecialData);

/// <summary>What a file is, by its content.</summary>
public enum FileFormat { Pdf, Docx }

/// <summary>Whether a virus scanner found a file clean, or there was none to look; infected when it found something in a file that was kept before.</summary>
public enum FileScan { NotScanned, Clean, Infected }

/// <summary>
/// A file of a person is kept, outside the log. <c>Commitment</c> is the SHA-256 over a random salt and the bytes, in lower-case hex: salt
/// and bytes are destroyed together, and then it says nothing any more. <c>Pages</c> is null where they cannot be counted.
/// </summary>
public record FileStored(Guid FileId, Guid PersonId, string Kind, FileFormat Format, long Bytes, int? Pages, FileScan Scan, string Commitment);

/// <summary>A scanner looked at a file that had been kept without one; an infected file is read by nobody any more.</summary>
public record FileScanned(Guid FileId, Guid PersonId, FileScan Scan);

/// <summary>An applicant changed wishes and topics before the deadline: these take the place of the earlier ones.</summary>
public record ApplicationAmended(Guid ApplicationId, Guid CohortId, Guid PersonId, IReadOnlyList<Guid> MentorWishes, IReadOnlyList<string> Topics);

/// <summary>
/// A supervisor was asked for a letter that supports an application, by a link that can be used once until an instant. Who was asked
/// stands in People's documents. A further request takes the place of the one before.
/// </summary>
public record SupportLetterRequested(Guid LetterId, Guid RequestId, Guid ApplicationId, Guid CohortId, Guid PersonId, DateTimeOffset ExpiresAt);

/// <summary>The supervisor's letter came: a text or a file among the applicant's documents in People.</summary>
public record SupportLetterReceived(Guid LetterId, Guid RequestId, Guid ApplicationId, Guid CohortId, Guid PersonId, Guid? TextId, Guid? FileId);

/// <summary>The supervisor who was asked writes no letter; there is no reason anywhere.</summary>
public record SupportLetterDeclined(Guid LetterId, Guid RequestId, Guid ApplicationId, Guid CohortId, Guid PersonId);
