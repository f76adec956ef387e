using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// Keep a file of a person, a PDF or a DOCX of at most 10 MB, by the person or by staff; others refer to it by the id in the answer. The
/// body is the file (its name in <c>Content-Disposition</c>) or a form with one file; <c>kind</c> is a key such as
/// <c>motivation-letter</c>. What the file is, is judged by its content. Refused with <c>file-empty</c>, <c>file-type-lies</c>,
/// <c>file-encrypted</c>, <c>file-infected</c>, <c>scan-unavailable</c>, <c>person-erased</c>, <c>person-merged</c>, <c>too-many-files</c>
/// and, as 413, <c>file-too-large</c>.
/// </summary>
public static class UploadFileEndpoint
{
    [WolverinePost("/api/people/{personId}/files"), Authorize(Policies.Anyone)]
    public static async Task<Created> Post(Guid personId, [FromQuery] string? kind, HttpContext http, ClaimsPrincipal user, IDocumentSession session,
        IVirusScan scan, TimeProvider clock, CancellationToken cancel)
    {
        Shape.Of((!Shape.IsKey(kind), "kind", "A kind is a key of 2 to 60 of a-z, 0-9, dot and hyphen."));
        Caller.Of(user).MustBe(personId);
        Missing.Unless(await session.LoadAsync<Person>(personId, cancel), "person").MustBeInUse(); // before anything is read
        await using var upload = await Upload.ReceiveAsync(http, cancel);
        var seen = await LookAsync(upload, scan, clock, cancel);
        var person = await session.LockPersonAsync(personId, cancel); // an erasure at the same moment finds this file, or we find the erasure
        var held = await session.Query<PersonalFile>().CountAsync(f => f.PersonId == personId, cancel);
        var file = Decide(person.Aggregate!, held, seen with { Id = Ids.New(), Kind = kind!, StoredAt = clock.GetUtcNow() });
        await session.KeepAsync(file, upload.Bytes, cancel);
        return new(file.Id);
    }

    /// <summary>What can be said of a file without knowing whose it is.</summary>
    internal static async Task<PersonalFile> LookAsync(Upload upload, IVirusScan scan, TimeProvider clock, CancellationToken cancel)
    {
        var format = FileCheck.Of(upload.Bytes, upload.Claims);
        var scanned = await scan.ScanAsync(upload.Bytes, cancel); // before a parser meets it
        var pages = format is FileFormat.Pdf ? await PdfPages.CountAsync(upload.Bytes, clock, cancel) : null;
        return new() { Name = upload.Name, Format = format, Bytes = upload.Bytes.Length, Pages = pages, Scan = scanned };
    }

    public static PersonalFile Decide(Person person, int held, PersonalFile file)
    {
        person.MustBeInUse();
        Refused.When(held >= FileStore.MostFiles, "too-many-files", "As many files as we keep of one person are held already.");
        return file with { PersonId = person.Id };
    }
}
