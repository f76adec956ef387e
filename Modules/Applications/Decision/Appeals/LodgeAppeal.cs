using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>The text, kept by People, in which the applicant says why.</summary>
public record LodgeAppeal(Guid ReasonTextId);

/// <summary>
/// Appeal against being declined, by the applicant, within 14 days of the release (assumed: the programme publishes no term).
/// Refused with <c>cohort-over</c>, <c>application-withdrawn</c>, <c>decisions-not-released</c>, <c>already-appealed</c>,
/// <c>not-declined</c>, <c>appeal-deadline-passed</c>.
/// </summary>
public static class LodgeAppealEndpoint
{
    /// <summary>So long after the release an appeal can be lodged.</summary>
    public static readonly TimeSpan Term = TimeSpan.FromDays(14);

    public static void Validate(LodgeAppeal command) => Shape.Of((command.ReasonTextId == Guid.Empty, "reasonTextId", "A text is named."));

    [WolverinePost("/api/applications/{applicationId}/appeal"), HidesVersion, Authorize(Policies.Participant)]
    public static async Task<Done> Post(Guid applicationId, LodgeAppeal command, ClaimsPrincipal user, IDocumentSession session,
        TimeProvider clock, CancellationToken cancel)
    {
        var desk = await Desk.OpenAsync(session, applicationId, cancel);
        Caller.Of(user).MustBe(desk.Application.PersonId);
        var known = await session.LoadAsync<Appeal>(Appeal.IdOf(applicationId), cancel);
        var log = await session.Events.FetchStreamAsync(desk.Intake.Id, token: cancel);
        var releasedAt = log.FirstOrDefault(e => e.Data is DecisionsReleased)?.Timestamp;
        session.Events.StartStream<Appeal>(Appeal.IdOf(applicationId),
            Decide(desk.Application, desk.Call, known, releasedAt, command, clock.GetUtcNow()));
        return new(applicationId);
    }

    public static AppealLodged Decide(Application application, Call call, Appeal? known, DateTimeOffset? releasedAt, LodgeAppeal command,
        DateTimeOffset now)
    {
        call.MustNotBeOver();
        application.MustNotBeWithdrawn();
        Refused.When(releasedAt is null, "decisions-not-released", "The decisions of this cohort are not released yet.");
        Refused.When(known is not null, "already-appealed", "There is an appeal for this application already.");
        Refused.When(application.Status is not ApplicationStatus.Declined, "not-declined", "This application was not declined.");
        Refused.When(now > releasedAt + Term, "appeal-deadline-passed", "The time to appeal has passed.");
        return new(application.Id, application.CohortId, application.PersonId, command.ReasonTextId);
    }
}
