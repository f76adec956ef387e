using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;

namespace Advance.People;

public static class CaseFilesEndpoint
{
    /// <summary>
    /// A file of a case as it was sent, by permit as a text of a case (<c>/api/case-texts</c>); in a blind review under the name of its
    /// kind. Refused with <c>permit-unknown</c>, <c>permit-expired</c>, <c>permit-outdated</c>, <c>file-infected</c>; 404 for a file that
    /// is not there any more.
    /// </summary>
    [WolverineGet("/api/case-files"), Authorize(Policies.Reviewer)]
    public static async Task<IResult> Get([FromHeader(Name = ReadingPermit.Header)] string? permit, ClaimsPrincipal user, HttpContext http,
        ReadingPermits permits, IDocumentSession session, NpgsqlDataSource source, TimeProvider clock, CancellationToken cancel)
    {
        var (opened, owners) = await CaseReading.OpenAsync(permit, PermittedThing.File, user, permits, session, clock, cancel);
        var found = await session.LoadAsync<PersonalFile>(opened.ThingId, cancel);
        var file = Missing.Unless(found is not null && owners.Contains(found.PersonId) ? found : null, "file");
        file.MustBeReadable();
        await session.RecordAsync(user, opened, file.PersonId, cancel);
        return FilesOfPersonEndpoint.Sent(http, source, file, opened.IsNameless ? file.NameFor(opened.Kind) : file.Name);
    }
}
