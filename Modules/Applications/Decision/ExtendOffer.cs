using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>Until when the offer stands now; later than before.</summary>
public record ExtendOffer(DateTimeOffset ExpiresAt);

/// <summary>
/// Give an applicant longer to answer an open offer. Refused with <c>cohort-over</c>, <c>no-open-offer</c>, <c>offer-expired</c>,
/// <c>expiry-not-later</c>, <c>expiry-too-far</c> (more than a year ahead).
/// </summary>
public static class ExtendOfferEndpoint
{
    [WolverinePost("/api/applications/{applicationId}/extend-offer"), Authorize(Policies.Staff)]
    public static Task<(Done, OutgoingMessages)> Post(Guid applicationId, ExtendOffer command, IDocumentSession session,
        TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return OpenOffer.WriteAsync(session, applicationId, desk => Decide(desk.Application, desk.Call, command, now), e => e.ExpiresAt, now, cancel);
    }

    public static OfferExtended Decide(Application application, Call call, ExtendOffer command, DateTimeOffset now)
    {
        call.MustNotBeOver();
        Refused.When(application.Status is not ApplicationStatus.Offered, "no-open-offer", "There is no open offer for this application.");
        Refused.When(now >= application.OfferExpiresAt, "offer-expired", "This offer has lapsed.");
        Refused.When(command.ExpiresAt <= application.OfferExpiresAt, "expiry-not-later", "The offer stands as long already.");
        Refused.When(command.ExpiresAt > now.AddYears(1), "expiry-too-far", "An offer stands for a year at most.");
        return new(application.Id, application.CohortId, application.PersonId, command.ExpiresAt.ToUniversalTime());
    }
}
