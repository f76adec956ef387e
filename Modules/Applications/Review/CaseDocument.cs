using Advance.Contracts;

namespace Advance.Applications;

/// <summary>
/// A document of a case. <c>Permit</c> opens it for the caller for 15 minutes: a text at <c>/api/case-texts</c>, a file at
/// <c>/api/case-files</c>, answers at <c>/api/case-answers</c>, in the header <c>Reading-Permit</c>. Staff have none: they read at the
/// person's address.
/// </summary>
public record CaseDocument(string Kind, Guid? TextId, Guid? FileId, Guid? AnswersId, string? Permit);

/// <summary>
/// Hands out permits to what a case shows its caller at this moment. Whoever asks has looked for conflicts; a token that names nobody
/// gets none, for a reading is somebody's.
/// </summary>
internal sealed class CaseDesk(ReadingPermits permits, Guid? readerId, Application application, bool isNameless, DateTimeOffset now)
{
    /// <summary>What was handed in, with the answers where they are shown.</summary>
    public IReadOnlyList<CaseDocument> All(IEnumerable<Attachment> documents) =>
        [.. documents.Select(Of), .. !isNameless && application.AnswersId is { } answers
            ? [new CaseDocument("answers", null, null, answers, Permit(PermittedThing.Answers, answers, "answers"))] : Array.Empty<CaseDocument>()];

    public CaseDocument Of(Attachment a) => new(a.Kind, a.TextId, a.FileId, null,
        a.TextId is { } text ? Permit(PermittedThing.Text, text, a.Kind) : a.FileId is { } file ? Permit(PermittedThing.File, file, a.Kind) : null);

    /// <summary>A written assessment, which is kept with one of those who assessed or with the applicant; nobody is named where <c>isMasked</c>.</summary>
    public string? Assessment(Guid? textId, IReadOnlyList<Guid> by, bool isMasked) =>
        textId is { } text ? Permit(PermittedThing.Text, text, "assessment", by, isMasked) : null;

    private string? Permit(PermittedThing thing, Guid id, string kind, IReadOnlyList<Guid>? owners = null, bool isMasked = false) =>
        readerId is not { } reader ? null
            : permits.Issue(new(reader, thing, id, kind, application.PersonId, owners ?? [], isNameless || isMasked, now));
}
