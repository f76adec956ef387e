using Advance.Contracts;
using Advance.Matching.Mentorships;
using Advance.Matching.Requests;
using Advance.Matching.Rounds;
using Marten;
using Marten.Events;

namespace Advance.Matching.Mentees;

/// <summary>Cursors of lists that are not in the order of an id: a class, a number, an id, always of one length.</summary>
internal static class Cursors
{
    public static bool IsOne(string? after, int length) => after is null
        || (after.Length == length && after[0] is '0' or '1' && Guid.TryParseExact(after[^32..], "N", out _));
}

/// <summary>
/// Who waits for a mentor in a cohort: the mentees without running mentorship, by person their unanswered proposal, their open requests,
/// and when the last mentorship ended early, if there was one.
/// </summary>
internal sealed record Queue(IReadOnlyList<MenteeOfCohort> Mentees, IReadOnlyDictionary<Guid, Mentorship> Proposals,
    ILookup<Guid, MentorRequest> Requests, IReadOnlyDictionary<Guid, DateTimeOffset> LostAt)
{
    public static async Task<Queue> LoadAsync(IQuerySession session, Guid cohortId, DateTimeOffset now, CancellationToken cancel)
    {
        var accepted = await session.QueryForNonStaleData<MenteeOfCohort>(PoolOfCohort.Patience)
            .Where(m => m.CohortId == cohortId && m.IsMentee).ToListAsync(cancel);
        var mentorships = await session.Query<Mentorship>().Where(m => m.CohortId == cohortId).ToListAsync(cancel);
        var served = mentorships.Where(m => m.Status is MentorshipStatus.Running or MentorshipStatus.Completed).Select(m => m.MenteeId).ToHashSet();
        var requests = await session.Query<MentorRequest>()
            .Where(r => r.CohortId == cohortId && r.Status == RequestStatus.Open && r.Until > now).OrderBy(r => r.Id).ToListAsync(cancel);
        return new([.. accepted.Where(m => !served.Contains(m.PersonId))], mentorships.Where(m => m.AwaitsAnswer).ToDictionary(m => m.MenteeId),
            requests.ToLookup(r => r.MenteeId), await LostAsync(session, [.. mentorships.Where(m => m.Status == MentorshipStatus.Ended)], cancel));
    }

    /// <summary>Since when the mentee waits.</summary>
    public DateTimeOffset? SinceOf(MenteeOfCohort mentee) => LostAt.TryGetValue(mentee.PersonId, out var lost) ? lost : mentee.AcceptedAt;

    /// <summary>When each mentee's last mentorship ended: the log's own time; which of the two ended it is nowhere.</summary>
    private static async Task<Dictionary<Guid, DateTimeOffset>> LostAsync(IQuerySession session, IReadOnlyList<Mentorship> ended, CancellationToken cancel)
    {
        if (ended.Count == 0) return [];
        var of = ended.ToDictionary(m => m.Id, m => m.MenteeId);
        var streams = of.Keys.ToArray();
        var ends = await session.Events.QueryAllRawEvents().Where(e => e.StreamId.IsOneOf(streams) && e.EventTypesAre(typeof(MentorshipEnded)))
            .ToListAsync(cancel);
        return ends.GroupBy(e => of[e.StreamId]).ToDictionary(g => g.Key, g => g.Max(e => e.Timestamp));
    }
}
