using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>
/// The kind of the document, such as <c>motivation-letter</c>, and the text or the file that People keeps of it without names, among the
/// applicant's.
/// </summary>
public record RedactDocument(string Kind, Guid? TextId = null, Guid? FileId = null)
{
    internal Attachment Attachment => new(Kind, TextId, FileId);
}

/// <summary>
/// Put a document without names to an application's review; in a blind review its reviewers are shown these documents only.
/// Refused with <c>cohort-over</c>, <c>review-closed</c>, <c>application-withdrawn</c>, <c>file-unknown</c>.
/// </summary>
public static class RedactDocumentEndpoint
{
    public static void Validate(RedactDocument command) => Shape.Of(
        (!Shape.IsKey(command.Kind), "kind", "A kind has 2 to 60 of a-z, 0-9, dot and hyphen."),
        (Shape.IsKey(command.Kind) && !command.Attachment.IsWhole, "textId", "A text or a file is named."));

    [WolverinePost("/api/applications/{applicationId}/redact-document"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid applicationId, RedactDocument command, IDocumentSession session, CancellationToken cancel)
    {
        var desk = await ReviewDesk.OpenAsync(session, (await ReviewDesk.ApplicationAsync(session, applicationId, cancel)).CohortId, cancel);
        var application = await ReviewDesk.ApplicationAsync(session, applicationId, cancel);
        var own = (await KnowledgeOfReview.LoadAsync(session, [application.PersonId], cancel)).IdentitiesOf(application.PersonId);
        var file = command.FileId is { } id ? await session.Events.AggregateStreamAsync<KnownFile>(id, token: cancel) : null;
        desk.Write(await desk.ReviewAsync(applicationId, cancel), Decide(application, desk.Panel, desk.Cohort, own, file, command));
        return new(applicationId);
    }

    public static DocumentRedacted Decide(Application application, ReviewPanel panel, CohortOfReview cohort, IReadOnlyList<Guid> applicantIds,
        KnownFile? file, RedactDocument command)
    {
        cohort.MustNotBeOver();
        panel.MustNotBeClosed();
        application.MustNotBeWithdrawn();
        Refused.When(command.FileId is not null && (file is null || !applicantIds.Contains(file.PersonId)), "file-unknown",
            "The applicant has no file with this id.");
        return new(application.Id, application.CohortId, application.PersonId, command.Kind, command.TextId, command.FileId);
    }
}
