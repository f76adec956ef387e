using Advance.Contracts;
using Marten;
using Wolverine;

namespace Advance.Applications;

/// <summary>What is scheduled when an offer is made or extended: as delays, because the bus reads another clock than the programme's.</summary>
public static class OpenOffer
{
    /// <summary>So long before it lapses an open offer is called to mind; never before half of the time is over.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromDays(3);

    /// <summary>Writes an offer, or what changes its instant, and schedules what that instant asks for.</summary>
    public static async Task<(Done, OutgoingMessages)> WriteAsync<TEvent>(IDocumentSession session, Guid applicationId, Func<Desk, TEvent> decide,
        Func<TEvent, DateTimeOffset> expiresAt, DateTimeOffset now, CancellationToken cancel) where TEvent : class
    {
        var desk = await Desk.OpenAsync(session, applicationId, cancel);
        var e = decide(desk);
        await desk.WriteAsync(new(e, []), cancel);
        return (new(applicationId), Schedule(applicationId, expiresAt(e), now));
    }

    private static OutgoingMessages Schedule(Guid applicationId, DateTimeOffset expiresAt, DateTimeOffset now)
    {
        var time = expiresAt - now;
        OutgoingMessages messages = [];
        messages.Delay(new ExpireOffer(applicationId, expiresAt), time);
        messages.Delay(new RemindOfOffer(applicationId, expiresAt), WaitFor(time));
        return messages;
    }

    public static TimeSpan WaitFor(TimeSpan time) => time - Before > time / 2 ? time - Before : time / 2;
}

/// <summary>It is time to call an offer to mind that lapses at this instant.</summary>
public record RemindOfOffer(Guid ApplicationId, DateTimeOffset ExpiresAt);

/// <summary>
/// Calls an unanswered offer to mind, once for each instant at which it would lapse. What reaches the person is for whoever hears the
/// event: nothing here sends mail. An answer given since, or an extension, makes it nothing.
/// </summary>
public static class RemindOfOfferHandler
{
    public static async Task Handle(RemindOfOffer message, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        var desk = await Desk.OpenAsync(session, message.ApplicationId, cancel);
        if (Decide(desk.Application, desk.Call, message, clock.GetUtcNow()) is { } reminded) await desk.WriteAsync(new(reminded, []), cancel);
    }

    public static OfferReminded? Decide(Application application, Call call, RemindOfOffer message, DateTimeOffset now) =>
        call.Status is not CallStatus.Over && application is { Status: ApplicationStatus.Offered }
        && application.OfferExpiresAt == message.ExpiresAt && application.RemindedOf != message.ExpiresAt && now < message.ExpiresAt
            ? new(application.Id, application.CohortId, application.PersonId, message.ExpiresAt) : null;
}
