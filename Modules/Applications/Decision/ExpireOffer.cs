using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>To be handled when an offer's instant has come; scheduled durably with the offer itself.</summary>
public record ExpireOffer(Guid ApplicationId, DateTimeOffset ExpiresAt);

/// <summary>
/// Let an offer lapse whose instant has come, without waiting for the system to do so; the place goes to the first who waits.
/// Refused with <c>cohort-over</c>, <c>no-open-offer</c>, <c>offer-still-open</c>.
/// </summary>
public static class ExpireOfferEndpoint
{
    [WolverinePost("/api/applications/{applicationId}/expire-offer"), Authorize(Policies.Staff)]
    public static Task<Done> Post(Guid applicationId, IDocumentSession session, TimeProvider clock, CancellationToken cancel) =>
        Desk.DecideAsync(session, applicationId, desk => Decide(desk.Application, desk.Intake, desk.Call, clock.GetUtcNow()), cancel);

    public static Outcome Decide(Application application, Intake intake, Call call, DateTimeOffset now)
    {
        call.MustNotBeOver();
        Refused.When(application.Status is not ApplicationStatus.Offered, "no-open-offer", "There is no open offer for this application.");
        Refused.When(now < application.OfferExpiresAt, "offer-still-open", "This offer has not lapsed yet.");
        var (freed, promoted) = intake.Free(application.Id);
        return new(new OfferExpired(application.Id, application.CohortId, application.PersonId), freed, promoted);
    }
}

/// <summary>The same by itself. It may come late, twice, or (when the clock differs) early: it looks again each time.</summary>
public static class ExpireOfferHandler
{
    public static async Task<OutgoingMessages> Handle(ExpireOffer message, IDocumentSession session, TimeProvider clock,
        CancellationToken cancel)
    {
        var desk = await Desk.OpenAsync(session, message.ApplicationId, cancel);
        var now = clock.GetUtcNow();
        var (application, call) = (desk.Application, desk.Call);
        var stands = application.Status is ApplicationStatus.Offered && application.OfferExpiresAt == message.ExpiresAt
            && call.Status is not CallStatus.Over;
        if (!stands) return [];
        if (now < message.ExpiresAt) return Again(message.ExpiresAt - now, message);
        await desk.WriteAsync(ExpireOfferEndpoint.Decide(application, desk.Intake, call, now), cancel);
        return [];
    }

    private static OutgoingMessages Again(TimeSpan delay, ExpireOffer message)
    {
        OutgoingMessages messages = [];
        messages.Delay(message, delay);
        return messages;
    }
}
