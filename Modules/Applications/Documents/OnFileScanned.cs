using Advance.Contracts;
using Advance.Shared;
using Marten;

namespace Advance.Applications;

/// <summary>
/// A document with a virus is none: the application is without it, and asks its applicant for another one while nobody has decided on
/// its eligibility, also after the deadline.
/// </summary>
public static class OnFileScanned
{
    public static async Task Handle(FileScanned e, IDocumentSession session, CancellationToken cancel)
    {
        if (e.Scan is not FileScan.Infected) return;
        var ids = await session.Query<Application>().Where(a => a.Documents.Any(d => d.FileId == e.FileId)).Select(a => a.Id).ToListAsync(cancel);
        foreach (var id in ids)
        {
            var desk = await Desk.OpenAsync(session, id, cancel);
            if (Decide(desk.Application, e) is { } lost) await desk.WriteAsync(new(lost, []), cancel);
        }
    }

    /// <summary>Null when another document has taken its place, or when it was heard before.</summary>
    public static DocumentLost? Decide(Application application, FileScanned e) =>
        application.Documents.FirstOrDefault(d => d.FileId == e.FileId) is { } document
        ? new(application.Id, application.CohortId, application.PersonId, document.Kind, e.FileId) : null;
}
