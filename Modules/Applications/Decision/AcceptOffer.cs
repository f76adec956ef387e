using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>The version of the charter that the applicant accepts with the place.</summary>
public record AcceptOffer(string CharterVersion);

/// <summary>
/// Accept the offer and the charter: from now on a mentee of the cohort. Nobody accepts for another.
/// Refused with <c>cohort-over</c>, <c>no-open-offer</c>, <c>offer-expired</c>, <c>charter-version-differs</c>.
/// </summary>
public static class AcceptOfferEndpoint
{
    public static void Validate(AcceptOffer command) => Shape.Of(
        (!Shape.IsLine(command.CharterVersion, 20), "charterVersion", "A version is one line of at most 20 characters."));

    [WolverinePost("/api/applications/{applicationId}/accept-offer"), HidesVersion, Authorize(Policies.Participant)]
    public static async Task<Done> Post(Guid applicationId, AcceptOffer command, ClaimsPrincipal user, IDocumentSession session,
        TimeProvider clock, CancellationToken cancel)
    {
        var desk = await Desk.OpenAsync(session, applicationId, cancel);
        Caller.Of(user).MustThemselvesBe(desk.Application.PersonId);
        await desk.WriteAsync(new(Decide(desk.Application, desk.Call, command, clock.GetUtcNow()), []), cancel);
        return new(applicationId);
    }

    public static OfferAccepted Decide(Application application, Call call, AcceptOffer command, DateTimeOffset now)
    {
        call.MustNotBeOver();
        Refused.When(application.Status is not ApplicationStatus.Offered, "no-open-offer", "There is no open offer for this application.");
        Refused.When(now >= application.OfferExpiresAt, "offer-expired", "This offer has lapsed.");
        Refused.When(command.CharterVersion != call.CharterVersion, "charter-version-differs",
            $"The call is under version {call.CharterVersion} of the charter.");
        return new(application.Id, application.CohortId, application.PersonId, application.InstitutionId, command.CharterVersion);
    }
}
