using Advance.Contracts;
using Marten;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Wolverine.Http;

namespace Advance.Strands;

/// <summary>
/// A meeting as it stands: its day, who is there on it, of how many with a mandate, and how many are needed to decide; before presence is
/// recorded these two are as the committee stands.
/// </summary>
public record MeetingView(Guid Id, int Version, Guid CommitteeId, DateOnly On, bool IsClosed, IReadOnlyList<Attendee> Present, int Mandates, int Needed,
    int Recusals, IReadOnlyList<string> Resolutions) : IVersioned
{
    public static MeetingView Of(Meeting m, Committee committee)
    {
        var sitting = m.Sittings.FirstOrDefault(s => s.On == m.On);
        return new(m.Id, m.Version, m.CommitteeId, m.On, m.IsClosed, m.Present, sitting?.Mandates ?? committee.MandatesOn(m.On),
            sitting?.Needed ?? committee.NeededOn(m.On), m.Recusals.Count, [.. m.Resolutions.Select(r => r.Number)]);
    }
}

public static class MeetingsOfCommitteeEndpoint
{
    /// <summary>One meeting of a committee.</summary>
    [WolverineGet("/api/committees/{committeeId}/meetings/{meetingId}"), Authorize(Policies.Committee)]
    public static async Task<MeetingView> Get(Guid committeeId, Guid meetingId, IQuerySession session, CancellationToken cancel)
    {
        var meeting = await session.LoadAsync<Meeting>(meetingId, cancel);
        var committee = Missing.Unless(await session.LoadAsync<Committee>(committeeId, cancel), "committee");
        return MeetingView.Of(Missing.Unless(meeting?.CommitteeId == committeeId ? meeting : null, "meeting"), committee);
    }

    /// <summary>The meetings of a committee, in the order in which they were convened.</summary>
    [WolverineGet("/api/committees/{committeeId}/meetings"), Authorize(Policies.Committee)]
    public static async Task<Page<MeetingView>> List(Guid committeeId, IQuerySession session, [FromQuery] string? after, [FromQuery] int? limit,
        CancellationToken cancel)
    {
        var (most, from) = (Paging.Limit(limit), Paging.After(after));
        var committee = Missing.Unless(await session.LoadAsync<Committee>(committeeId, cancel), "committee");
        var query = session.Query<Meeting>().Where(m => m.CommitteeId == committeeId && m.Id > from);
        var found = await query.OrderBy(m => m.Id).Take(most + 1).ToListAsync(cancel);
        return Paging.Of([.. found.Select(m => MeetingView.Of(m, committee))], most, m => m.Id);
    }
}
