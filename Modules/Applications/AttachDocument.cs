using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>A document: its kind, and the text or the file (not both) that People keeps.</summary>
public record AttachDocument(string Kind, Guid? TextId = null, Guid? FileId = null)
{
    internal Attachment Attachment => new(Kind, TextId, FileId);
}

/// <summary>
/// Put a document to an application, in place of an earlier one of its kind: until the deadline, or when it was asked for.
/// Refused with <c>application-withdrawn</c>, <c>eligibility-decided</c>, <c>deadline-passed</c>, <c>document-not-asked-for</c>,
/// <c>file-unknown</c>, <c>file-infected</c>, <c>too-many-pages</c>.
/// </summary>
public static class AttachDocumentEndpoint
{
    public static void Validate(AttachDocument command) => Shape.Of(
        (!Shape.IsKey(command.Kind), "kind", "A kind has 2 to 60 of a-z, 0-9, dot and hyphen."),
        (Shape.IsKey(command.Kind) && !command.Attachment.IsWhole, "textId", "A text or a file is named."));

    [WolverinePost("/api/applications/{applicationId}/attach"), HidesVersion, Authorize(Policies.Participant)]
    public static async Task<Done> Post(Guid applicationId, AttachDocument command, ClaimsPrincipal user, IDocumentSession session,
        TimeProvider clock, CancellationToken cancel)
    {
        var desk = await Desk.OpenAsync(session, applicationId, cancel);
        Caller.Of(user).MustBe(desk.Application.PersonId);
        var attached = Decide(desk.Application, desk.Call, command, clock.GetUtcNow());
        if (command.FileId is not null)
        {
            var materials = await Materials.FindAsync(session, desk.Call, null, [command.Attachment], cancel);
            materials.MustTake([command.Attachment], await session.ApplicantAsync(desk.Application.PersonId, cancel) ?? new());
        }

        await desk.WriteAsync(new(attached, []), cancel);
        return new(applicationId);
    }

    public static DocumentAttached Decide(Application application, Call call, AttachDocument command, DateTimeOffset now)
    {
        application.MustNotBeWithdrawn();
        Refused.When(!application.IsUnassessed, "eligibility-decided", "The eligibility of this application has been decided.");
        var isReturned = application.Status is ApplicationStatus.Returned;
        Refused.When(!isReturned && now > call.Deadline, "deadline-passed", "The deadline of this call has passed.");
        Refused.When(isReturned && now > call.Deadline && !application.Asked.Contains(command.Kind), "document-not-asked-for",
            "After the deadline only documents that were asked for can be added.");
        return new(application.Id, application.CohortId, application.PersonId, command.Kind, command.TextId, command.FileId);
    }
}
