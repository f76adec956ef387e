using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>The kind of the document, such as <c>motivation-letter</c>, and the text that People keeps of it without names.</summary>
public record RedactDocument(string Kind, Guid TextId);

/// <summary>
/// Put a document without names to an application's review; in a blind review its reviewers are told of these documents only.
/// Refused with <c>cohort-over</c>, <c>review-closed</c>, <c>application-withdrawn</c>.
/// </summary>
public static class RedactDocumentEndpoint
{
    public static void Validate(RedactDocument command) => Shape.Of(
        (!Shape.IsKey(command.Kind), "kind", "A kind has 2 to 60 of a-z, 0-9, dot and hyphen."),
        (command.TextId == Guid.Empty, "textId", "A text is named."));

    [WolverinePost("/api/applications/{applicationId}/redact-document"), Authorize(Policies.Staff)]
    public static async Task<Done> Post(Guid applicationId, RedactDocument command, IDocumentSession session, CancellationToken cancel)
    {
        var desk = await ReviewDesk.OpenAsync(session, (await ReviewDesk.ApplicationAsync(session, applicationId, cancel)).CohortId, cancel);
        var application = await ReviewDesk.ApplicationAsync(session, applicationId, cancel);
        desk.Write(await desk.ReviewAsync(applicationId, cancel), Decide(application, desk.Panel, desk.Cohort, command));
        return new(applicationId);
    }

    public static DocumentRedacted Decide(Application application, ReviewPanel panel, CohortOfReview cohort, RedactDocument command)
    {
        cohort.MustNotBeOver();
        panel.MustNotBeClosed();
        application.MustNotBeWithdrawn();
        return new(application.Id, application.CohortId, application.PersonId, command.Kind, command.TextId);
    }
}
