using System.Globalization;
using System.Security.Claims;
using Advance.Contracts;
using JasperFx.Events;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Applications;

public static class KnowledgeOfApplicationEndpoint
{
    private const string LastDecision = "decision";

    /// <summary>
    /// What they knew when: everything that was on record about an application at a position of the log, or (by default) when it was last
    /// decided. Of what was told later, nothing is shown. The other applications of the cohort are paged. Nobody sees their own, nor a member
    /// of a committee those with which they have a conflict; 404 before the application was submitted, and for a decision that is not taken.
    /// </summary>
    [WolverineGet("/api/applications/{applicationId}/knowledge"), Authorize(Policies.Auditor)]
    public static async Task<KnowledgeView> Get(Guid applicationId, ClaimsPrincipal user, IQuerySession session, [FromQuery] string? at,
        [FromQuery] string? after, [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from, asked) = (Paging.Limit(limit), Paging.After(after), Position(at ?? LastDecision));
        var known = await session.LoadAsync<Application>(applicationId, cancel);
        var now = Missing.Unless(Caller.Of(user).Is(known?.PersonId) ? null : known, "application");
        var sight = await Sight.OfAsync(session, Caller.Of(user), now.CohortId, cancel);
        Missing.Unless(sight.Shows(now.Id) ? now : null, "application");
        var log = await EventsAsync(session, long.MaxValue, [now.Id, FirstReview.IdOf(now.Id), Appeal.IdOf(now.Id)], cancel);
        var decision = asked is null ? Missing.Unless(Prepared.DecisionsIn(log.Where(e => e.StreamId == now.Id)).LastOrDefault(), "decision") : null;
        var position = asked ?? await BeforeAsync(session, decision!, now, cancel);
        var then = log.Where(e => e.Sequence <= position).ToList();
        Missing.Unless(then.FirstOrDefault(e => e.StreamId == now.Id), "application");

        var cohort = await EventsAsync(session, position, [now.CohortId, Intake.IdOf(now.CohortId)], cancel);
        var (call, intake) = (Fold<Call>(cohort, now.CohortId), Fold<Intake>(cohort, Intake.IdOf(now.CohortId)));
        return new(now.CohortId, position, decision?.EventTypeName, ApplicationThen.Of(Fold<Application>(then, now.Id), intake), call.Places,
            intake.Count(Standing.Holding), intake.Count(Standing.Waiting), intake.IsReleased,
            await CompetingAsync(session, now, intake, sight, position, most, from, cancel), await ConflictsAsync(session, now.PersonId, position, cancel),
            [.. then.Select(e => new RecordThen(e.Sequence, e.Timestamp.ToUniversalTime(), e.EventTypeName))],
            await ReviewAsync(session, now, Caller.Of(user), then, position, cancel));
    }

    /// <summary>Scores are for staff and auditors, for the committee once they are on the table.</summary>
    private static async Task<ReviewThen?> ReviewAsync(IQuerySession session, Application application, Caller caller, IReadOnlyList<IEvent> then,
        long position, CancellationToken cancel)
    {
        var id = ReviewPanel.IdOf(application.CohortId);
        var maySee = caller.InRoles.Overlaps([Roles.Staff, Roles.Auditor]) || (await session.LoadAsync<ReviewPanel>(id, cancel))?.IsOpenToOthers == true;
        if (!maySee) return null;
        var review = Fold<Review>(then, FirstReview.IdOf(application.Id));
        return new(review.Active.Count, ReviewFigures.Of(review.Assessments, Fold<ReviewPanel>(await EventsAsync(session, position, [id], cancel), id).Rules));
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

    private static async Task<Page<ApplicationThen>> CompetingAsync(IQuerySession session, Application own, Intake intake, Sight sight,
        long position, int most, Guid from, CancellationToken cancel)
    {
        Guid[] hidden = [own.Id, .. sight.Hidden];
        var others = await session.Query<Application>().Where(a => a.CohortId == own.CohortId && a.Id > from && !a.Id.IsOneOf(hidden))
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
        var said = await EventsAsync(session, position, [.. ties.Select(t => t.Id)], cancel);
        List<ConflictThen> known = [];
        foreach (var tie in ties)
        {
            // As it was known then: what was ended or taken back by that position is not told as if it stood.
            var bond = said.Where(e => e.StreamId == tie.Id)
                .Aggregate((KnownBond?)null, (bond, e) => Known.After(bond, e.Data, e.Timestamp.ToUniversalTime()));
            if (bond is { } then) known.Add(new(tie.Position, then.PersonId, then.OtherPersonId, then.Kind, then.From, then.Until));
        }

        return known;
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
