using System.Security.Claims;
using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Circles;

/// <summary>The ground rules in force: their version and text.</summary>
public record GroundRulesView(int Version, string Text);

/// <summary>
/// A circle as it stands. A seat without <c>From</c> is held since the circle was composed; <c>FreeFrom</c> is the first day on which it
/// was free again. A partner's representative sees the seats and attendance of the partner's own people only.
/// </summary>
public record CircleView(Guid Id, int Version, Guid CohortId, CircleStatus Status, int Mentees, int Mentors, bool BelowMinimum, int RulesVersion,
    IReadOnlyList<CircleSeat> Seats, IReadOnlyList<CircleSession> Sessions, GroundRulesView? GroundRules) : IVersioned
{
    public static CircleView Of(Circle c, Caller caller, GroundRulesText? rules)
    {
        IReadOnlyList<CircleSeat> seats = caller.IsLimitedToInstitution ? [.. c.Seats.Where(s => s.InstitutionId == caller.InstitutionId)] : c.Seats;
        var seen = seats.Select(s => s.PersonId).ToHashSet();
        return new(c.Id, c.Version, c.CohortId, c.Status, c.Mentees, c.Mentors, c.IsBelowMinimum, c.RulesVersion, seats,
            [.. c.Sessions.Select(s => s with { Present = s.Present?.Where(seen.Contains).ToList() })],
            rules is null ? null : new(rules.RulesVersion, rules.Text));
    }

    /// <summary>Members see their circle; so do staff, committee and partner representatives.</summary>
    public static bool IsShownTo(Circle circle, Caller caller) => SeesAll(caller) || circle.SeatOf(caller) is not null;

    public static bool SeesAll(Caller caller) => caller.InRoles.Overlaps([Roles.Staff, Roles.Committee, Roles.Partner]);
}

public static class CirclesOfCohortEndpoint
{
    /// <summary>One circle: seats with their dates, sessions with attendance, ground rules (their text for members and staff only).</summary>
    [WolverineGet("/api/circles/{circleId}"), Authorize(Policies.Anyone)]
    public static async Task<CircleView> Get(Guid circleId, ClaimsPrincipal user, IQuerySession session, CancellationToken cancel)
    {
        var caller = Caller.Of(user);
        var circle = Missing.Unless(await session.LoadAsync<Circle>(circleId, cancel), "circle");
        if (!CircleView.IsShownTo(circle, caller)) throw new Forbidden("Only its members see a circle.");
        var readsRules = circle.RulesVersion > 0 && (caller.IsStaff || circle.SeatOf(caller) is not null);
        return CircleView.Of(circle, caller, readsRules
            ? await session.LoadAsync<GroundRulesText>(GroundRulesText.IdOf(circle.Id, circle.RulesVersion), cancel)
            : null);
    }

    /// <summary>The circles of a cohort that the caller may see, in the order in which they were composed; without the text of their rules.</summary>
    [WolverineGet("/api/cohorts/{cohortId}/circles"), Authorize(Policies.Anyone)]
    public static async Task<Page<CircleView>> List(Guid cohortId, ClaimsPrincipal user, IQuerySession session, [FromQuery] string? after,
        [FromQuery] int? limit, CancellationToken cancel)
    {
        var (most, from, caller) = (Paging.Limit(limit), Paging.After(after), Caller.Of(user));
        Missing.Unless(await session.Events.FetchStreamStateAsync(cohortId, cancel), "cohort");
        var circles = session.Query<Circle>().Where(c => c.CohortId == cohortId && c.Id > from);
        if (!CircleView.SeesAll(caller))
        {
            Guid[] own = [.. caller.Ids];
            circles = circles.Where(c => c.Seats.Any(s => s.PersonId.IsOneOf(own) && s.FreeFrom == null));
        }

        var found = await circles.OrderBy(c => c.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(c => CircleView.Of(c, caller, null))], most, c => c.Id);
    }
}
