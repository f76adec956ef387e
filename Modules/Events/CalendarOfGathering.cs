using System.Security.Claims;
using System.Text;
using Advance.Contracts;
using Marten;
using Marten.Events;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Wolverine.Http;

namespace Advance.Events;

public static class CalendarOfGatheringEndpoint
{
    /// <summary>A gathering for a calendar (text/calendar, RFC 5545); a cancelled one says so. The link is in it for who has a seat.</summary>
    [WolverineGet("/api/gatherings/{gatheringId}/calendar.ics"), Authorize(Policies.Anyone)]
    public static async Task<IResult> Get(Guid gatheringId, ClaimsPrincipal user, IQuerySession session, CancellationToken cancel)
    {
        var gathering = Missing.Unless(await session.LoadAsync<Gathering>(gatheringId, cancel), "gathering");
        var text = Missing.Unless(await session.LoadAsync<GatheringText>(gatheringId, cancel), "gathering");
        var planning = await session.Events.QueryAllRawEvents()
            .Where(e => e.StreamId == gatheringId && e.EventTypesAre(typeof(GatheringPlanned), typeof(GatheringRescheduled), typeof(GatheringCancelled)))
            .OrderByDescending(e => e.Version).Take(1).ToListAsync(cancel);
        var online = GatheringView.Of(gathering, text, Caller.Of(user)).Online;
        return Results.Text(Calendar.Of(gathering, text, online, planning[0].Timestamp), "text/calendar", Encoding.UTF8);
    }
}
