using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Wolverine.Http;

namespace Advance.People;

/// <summary>
/// A file of a person. <c>Scan</c> tells whether anybody looked for viruses; <c>Commitment</c> is what the log has, the SHA-256 over the
/// salt (base64) and the bytes.
/// </summary>
public record FileView(Guid Id, Guid PersonId, string Kind, string Name, FileFormat Format, long Bytes, int? Pages, FileScan Scan, string Salt,
    string Commitment, DateTimeOffset StoredAt)
{
    public static FileView Of(PersonalFile f) =>
        new(f.Id, f.PersonId, f.Kind, f.Name, f.Format, f.Bytes, f.Pages, f.Scan, f.Salt, f.Commitment, f.StoredAt);
}

public static class FilesOfPersonEndpoint
{
    /// <summary>The files of a person, oldest first, without their bytes; for the person and for staff.</summary>
    [WolverineGet("/api/people/{personId}/files"), Authorize(Policies.Anyone)]
    public static async Task<Page<FileView>> List(Guid personId, ClaimsPrincipal user, IQuerySession session, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        Caller.Of(user).MustBe(personId);
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var found = await session.Query<PersonalFile>().Where(f => f.PersonId == personId && f.Id > from)
            .OrderBy(f => f.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(FileView.Of)], most, f => f.Id);
    }

    /// <summary>
    /// A file as it was sent, for the person and for staff; it is saved and never shown by a browser. Reviewers and committee members read
    /// what a case shows them, by permit (<c>/api/case-files</c>). Who reads another's file leaves a trace with its <c>purpose</c> (a key,
    /// "administration" unless told). Refused with <c>file-infected</c> when a virus was found in it after it had been kept.
    /// </summary>
    [WolverineGet("/api/people/{personId}/files/{fileId}"), Authorize(Policies.Anyone)]
    public static async Task<IResult> Get(Guid personId, Guid fileId, [FromQuery] string? purpose, ClaimsPrincipal user, HttpContext http,
        IDocumentSession session, NpgsqlDataSource source, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        caller.MustBe(personId);
        var reason = Readings.Purpose(purpose, "administration");
        var file = await session.LoadAsync<PersonalFile>(fileId, cancel);
        var found = Missing.Unless(file?.PersonId == personId ? file : null, "file");
        found.MustBeReadable();
        await session.RecordAsync(caller, personId, reason, cancel);
        return Sent(http, source, found, found.Name);
    }

    /// <summary>The bytes, to be saved under a name and never shown by a browser.</summary>
    internal static IResult Sent(HttpContext http, NpgsqlDataSource source, PersonalFile file, string name)
    {
        http.Response.ContentLength = file.Bytes;
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.Stream(to => FileStore.WriteToAsync(source, file.Id, to, http.RequestAborted), file.MediaType, name);
    }
}
