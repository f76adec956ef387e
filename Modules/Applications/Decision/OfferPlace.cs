using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>Until when the offer stands.</summary>
public record OfferPlace(DateTimeOffset ExpiresAt);

/// <summary>
/// Offer a selected or promoted applicant the place, after the release. The offer is called to mind three days before its instant and then
/// lapses by itself.
/// Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>decisions-not-released</c>, <c>not-selected</c>,
/// <c>expiry-passed</c>, <c>expiry-too-far</c> (more than a year ahead).
/// </summary>
public static class OfferPlaceEndpoint
{
    [WolverinePost("/api/applications/{applicationId}/offer"), Authorize(Policies.Staff)]
    public static Task<(Done, OutgoingMessages)> Post(Guid applicationId, OfferPlace command, IDocumentSession session,
        TimeProvider clock, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return OpenOffer.WriteAsync(session, applicationId, desk => Decide(desk.Application, desk.Intake, desk.Call, command, now),
            e => e.ExpiresAt, now, cancel);
    }

    public static OfferMade Decide(Application application, Intake intake, Call call, OfferPlace command, DateTimeOffset now)
    {
        call.MustNotBeOver();
        application.MustNotBeWithdrawn();
        Refused.When(!intake.IsReleased, "decisions-not-released", "Release the decisions of this cohort first.");
        Refused.When(application.Status is not ApplicationStatus.Selected, "not-selected",
            "This application holds no place that could be offered.");
        Refused.When(command.ExpiresAt <= now, "expiry-passed", "The offer would have lapsed already.");
        Refused.When(command.ExpiresAt > now.AddYears(1), "expiry-too-far", "An offer stands for a year at most.");
        return new(application.Id, application.CohortId, application.PersonId, command.ExpiresAt.ToUniversalTime());
    }
}
