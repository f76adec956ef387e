using Advance.Contracts;
using Marten;

namespace Advance.Applications;

/// <summary>A supervisor's letter that came becomes a document of its application, in place of an earlier one; heard twice, it is there once.</summary>
public static class OnSupportLetterReceived
{
    public const string Kind = "support-letter";

    public static async Task Handle(SupportLetterReceived e, IDocumentSession session, CancellationToken cancel)
    {
        var stream = await session.Events.FetchForWriting<Application>(e.ApplicationId, cancel);
        if (stream.Aggregate is { } application && Decide(application, e) is { } attached) stream.AppendOne(attached);
    }

    /// <summary>Null when there is nothing to do. The letter counts whenever it comes while its link is open, after the deadline too.</summary>
    public static DocumentAttached? Decide(Application application, SupportLetterReceived e) =>
        application.Status is ApplicationStatus.Withdrawn || application.Documents.Contains(new(Kind, e.TextId, e.FileId))
            ? null : new(application.Id, application.CohortId, application.PersonId, Kind, e.TextId, e.FileId);
}
