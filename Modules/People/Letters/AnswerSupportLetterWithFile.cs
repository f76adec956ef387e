using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// Send the support letter that the link asks for as a file, a PDF or a DOCX, without an account: <c>Authorization: Letter TOKEN</c>, the
/// body as of an upload. Refused with <c>link-unknown</c>, <c>link-expired</c>, <c>link-used</c>, and with what an upload is refused with.
/// </summary>
public static class AnswerSupportLetterWithFileEndpoint
{
    [WolverinePost("/api/support-letters/answer-with-file"), AllowAnonymous, EnableRateLimiting(Limits.Open)]
    public static async Task<Done> Post(HttpContext http, IDocumentSession session, IVirusScan scan, TimeProvider clock, CancellationToken cancel)
    {
        var (request, _) = await LetterLink.OpenAsync(http, session, clock, cancel); // before anything is read
        await using var upload = await Upload.ReceiveAsync(http, cancel);
        var seen = await UploadFileEndpoint.LookAsync(upload, scan, clock, cancel);
        var (letter, person) = await AnswerSupportLetterEndpoint.LockAsync(session, request, clock, cancel);
        var held = await session.Query<PersonalFile>().CountAsync(f => f.PersonId == person.Id, cancel);
        var file = UploadFileEndpoint.Decide(person, held, seen with { Id = Ids.New(), Kind = AnswerSupportLetterEndpoint.Kind, StoredAt = clock.GetUtcNow() });
        await session.KeepAsync(file, upload.Bytes, cancel);
        letter.AppendOne(AnswerSupportLetterEndpoint.Decide(letter.Aggregate!, null, file.Id));
        return new(request.Id);
    }
}
