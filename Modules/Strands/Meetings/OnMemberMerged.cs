using Advance.Contracts;
using Marten;

namespace Advance.Strands;

/// <summary>
/// Mandates follow the person: what was held under an identity that turned out to be another's is held under that one, and so are
/// presence and recusals of a meeting that is not closed; the minutes of a closed one stay as they are. Heard twice, it adds nothing.
/// </summary>
public static class OnMemberMerged
{
    public static async Task Handle(PersonMerged merged, IDocumentSession session, CancellationToken cancel)
    {
        var committees = await session.Query<Committee>().Where(c => c.Mandates.Any(m => m.PersonId == merged.MergedPersonId)).OrderBy(c => c.Id)
            .Select(c => c.Id).ToListAsync(cancel);
        if (committees.Count == 0) return;
        var person = await session.InUseAsync(merged.PersonId, cancel); // who may have been merged meanwhile, too
        foreach (var id in committees)
        {
            var committee = await session.Events.FetchForExclusiveWriting<Committee>(id, cancel); // before its meetings, as everywhere
            if (Decide(committee.Aggregate!, merged.MergedPersonId, person) is not { } followed) continue;
            committee.AppendOne(followed);
            await FollowAsync(followed, session, cancel);
        }
    }

    private static async Task FollowAsync(MandateFollowed followed, IDocumentSession session, CancellationToken cancel)
    {
        var open = await session.Query<Meeting>().Where(m => m.CommitteeId == followed.CommitteeId && !m.IsClosed).OrderBy(m => m.Id).Select(m => m.Id)
            .ToListAsync(cancel);
        foreach (var id in open)
        {
            var meeting = await session.Events.FetchForExclusiveWriting<Meeting>(id, cancel);
            if (Decide(meeting.Aggregate!, followed) is { } attendee) meeting.AppendOne(attendee);
        }
    }

    /// <summary>Null when the identity has no mandate, or none any more.</summary>
    public static MandateFollowed? Decide(Committee committee, Guid mergedId, Guid personId) =>
        committee.Mandates.Any(m => m.PersonId == mergedId) ? new(committee.Id, mergedId, personId) : null;

    /// <summary>Null when the meeting is closed, or the member neither there on its day nor recused.</summary>
    public static AttendeeFollowed? Decide(Meeting meeting, MandateFollowed followed) => !meeting.IsClosed
        && (meeting.Present.Any(a => a.PersonId == followed.PersonId) || meeting.Recusals.Any(r => r.PersonId == followed.PersonId))
            ? new(meeting.Id, followed.PersonId, followed.AsPersonId) : null;
}
