using System.Globalization;
using System.Security.Claims;
using Advance.Contracts;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Applications;

/// <summary>An application of the cohort as it stood at the position; 1 is next on the waiting list.</summary>
public record ApplicationThen(Guid ApplicationId, Guid PersonId, Guid InstitutionId, string CareerStage, ApplicationStatus Status,
    Standing? Standing, int? WaitingPosition, DeclineGround? Ground, IReadOnlyList<Attachment> Documents)
{
    public static ApplicationThen Of(Application a, Intake intake) => new(a.Id, a.PersonId, a.InstitutionId, a.CareerStage, a.Status,
        intake.Entries.FirstOrDefault(e => e.ApplicationId == a.Id)?.Standing, intake.PositionOf(a.Id), a.Ground, a.Documents);
}

/// <summary>A relationship of the applicant that was on record, and since which position.</summary>
public record ConflictThen(long Position, Guid PersonId, Guid OtherPersonId, RelationshipKind Kind, DateOnly From, DateOnly? Until);

/// <summary>Something recorded on the application, its review or its appeal: where in the log, when, and its stored name.</summary>
public record RecordThen(long Position, DateTimeOffset RecordedAt, string Kind);

/// <summary>
/// What was on record at a position of the log, that position included: the application, the others of the cohort, the places, the
/// applicant's relationships, and what had been recorded on the case. <c>Decision</c> is the stored name of the decision that came next,
/// where it was asked for.
/// </summary>
public record KnowledgeView(Guid CohortId, long Position, string? Decision, ApplicationThen Application, int Cap, int Taken, int Waiting,
    bool IsReleased, Page<ApplicationThen> Competing, IReadOnlyList<ConflictThen> Conflicts, IReadOnlyList<RecordThen> Recorded);

public static class KnowledgeOfApplicationEndpoint
{
    private const string LastDecision = "decision";

    /// <summary>
    /// What they knew when: everything that was on record about an application at a position of the log, or (by default) when it was last
    /// decided. Of what was told later, nothing is shown. The other applications of the cohort are paged. Nobody sees their own; 404 before
    /// the application was submitted, and for a decision that is not taken.
    /// </summary>
    [WolverineGet("/api/applications/{applicationId}/knowledge"), Authorize(Policies.Auditor)]
    public static async Task<KnowledgeView> Get(Guid applicationId, ClaimsPrincipal user, IQuerySession session, [FromQuery] string? at,
        [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from, asked) = (Paging.Limit(limit), Paging.After(after), Position(at ?? LastDecision));
        var known = await session.LoadAsync<Application>(applicationId, cancel);
        var now = Missing.Unless(known?.PersonId == Caller.Of(user).PersonId ? null : known, "application");
        var log = await EventsAsync(session, long.MaxValue, [now.Id, FirstReview.IdOf(now.Id), Appeal.IdOf(now.Id)], cancel);
        var decision = asked is null ? Missing.Unless(log.LastOrDefault(e => e.StreamId == now.Id && IsDecision(e.Data)), "decision") : null;
        var position = asked ?? await BeforeAsync(session, decision!, now, cancel);
        var then = log.Where(e => e.Sequence <= position).ToList();
        Missing.Unless(then.FirstOrDefault(e => e.StreamId == now.Id), "application");

        var cohort = await EventsAsync(session, position, [now.CohortId, Intake.IdOf(now.CohortId)], cancel);
        var (call, intake) = (Fold<Call>(cohort, now.CohortId), Fold<Intake>(cohort, Intake.IdOf(now.CohortId)));
        return new(now.CohortId, position, decision?.EventTypeName, ApplicationThen.Of(Fold<Application>(then, now.Id), intake), call.Places,
            intake.Count(Standing.Holding), intake.Count(Standing.Waiting), intake.IsReleased,
            await CompetingAsync(session, now, intake, position, most, from, cancel), await ConflictsAsync(session, now.PersonId, position, cancel),
            [.. then.Select(e => new RecordThen(e.Sequence, e.Timestamp.ToUniversalTime(), e.EventTypeName))]);
    }

    /// <summary>The position before a decision's transaction, which gives what it writes to the intake the lower positions.</summary>
    private static async Task<long> BeforeAsync(IQuerySession session, IEvent decision, Application application, CancellationToken cancel)
    {
        var intake = await EventsAsync(session, decision.Sequence, [Intake.IdOf(application.CohortId)], cancel);
        var own = intake.Where(e => e.Sequence >= decision.Sequence - 2 && IsMove(e.Data, application.Id)).Select(e => e.Sequence);
        return own.Append(decision.Sequence).Min() - 1;
    }

    private static bool IsMove(object e, Guid applicationId) => applicationId == e switch
    {
        PlaceTaken taken => taken.ApplicationId,
        PlaceFreed freed => freed.ApplicationId,
        PlaceDenied denied => denied.ApplicationId,
        WaitJoined joined => joined.ApplicationId,
        _ => Guid.Empty,
    };

    private static bool IsDecision(object e) => e is ApplicationSelected or ApplicationWaitlisted or ApplicationDeclined or EligibilityRefused;

    private static async Task<Page<ApplicationThen>> CompetingAsync(IQuerySession session, Application own, Intake intake, long position, int most,
        Guid from, CancellationToken cancel)
    {
        var others = await session.Query<Application>().Where(a => a.CohortId == own.CohortId && a.Id > from && a.Id != own.Id)
            .OrderBy(a => a.Id).Take(most + 1).Select(a => a.Id).ToListAsync(cancel);
        var page = Paging.Of(others, most, id => id);
        var log = await EventsAsync(session, position, [.. page.Items], cancel);
        // Who applied later is not on the page, which may so be shorter than asked for.
        var applied = page.Items.Where(id => log.Any(e => e.StreamId == id));
        return new([.. applied.Select(id => ApplicationThen.Of(Fold<Application>(log, id), intake))], page.Next);
    }

    private static async Task<IReadOnlyList<ConflictThen>> ConflictsAsync(IQuerySession session, Guid personId, long position, CancellationToken cancel)
    {
        var person = Fold<Applicant>(await EventsAsync(session, position, [personId], cancel), personId);
        var ties = await session.TiesAsync([personId, .. person.FormerIds], cancel);
        return [.. ties.Where(t => t.Position <= position).Select(t => new ConflictThen(t.Position, t.PersonId, t.OtherPersonId, t.Kind, t.From, t.Until))];
    }

    private static async Task<IReadOnlyList<IEvent>> EventsAsync(IQuerySession session, long position, Guid[] streams, CancellationToken cancel) =>
        streams.Length == 0 ? [] : await session.Events.QueryAllRawEvents().Where(e => e.Sequence <= position && e.StreamId.IsOneOf(streams))
            .OrderBy(e => e.Sequence).ToListAsync(cancel);

    private static T Fold<T>(IEnumerable<IEvent> log, Guid stream) where T : IFold<T>, new() =>
        log.Where(e => e.StreamId == stream).Aggregate(new T(), (state, e) => state.Evolve(e.Data));

    private static long? Position(string at)
    {
        var position = 0L;
        Shape.Of((at != LastDecision && (!long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out position) || position < 1), "at",
            "A position of the log, counted from 1, or the word decision."));
        return at == LastDecision ? null : position;
    }
}
