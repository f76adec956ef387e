using Advance.Contracts;
using Marten;

namespace Advance.Events;

/// <summary>
/// Registrations and attendance follow the person. Who was registered under both identities keeps the better registration, and the
/// seat that becomes free goes to the first who waits (rule G1). Hearing it twice changes nothing.
/// </summary>
public static class OnPersonMerged
{
    public static async Task Handle(PersonMerged merged, IDocumentSession session, TimeProvider clock, CancellationToken cancel)
    {
        var was = merged.MergedPersonId;
        var ids = await session.Query<Gathering>().Where(g => g.Confirmed.Contains(was) || g.Waiting.Contains(was) || g.Present!.Contains(was))
            .OrderBy(g => g.Id).Select(g => g.Id).ToListAsync(cancel);
        foreach (var id in ids)
        {
            var gathering = await session.Events.FetchForExclusiveWriting<Gathering>(id, cancel);
            gathering.AppendMany(Decide(gathering.Aggregate!, merged, clock.GetUtcNow()));
        }
    }

    public static IReadOnlyList<object> Decide(Gathering gathering, PersonMerged merged, DateTimeOffset now)
    {
        if (!gathering.Confirmed.Concat(gathering.Waiting).Concat(gathering.Present ?? []).Contains(merged.MergedPersonId)) return [];
        RegistrantFollowed followed = new(gathering.Id, gathering.CohortId, merged.MergedPersonId, merged.PersonId);
        var after = gathering.Evolve(followed);
        var isSeatFree = after.Confirmed.Count < gathering.Confirmed.Count && !gathering.IsOver && !gathering.HasBegun(now);
        return isSeatFree && after.Waiting is [var next, ..] ? [followed, new RegistrationPromoted(gathering.Id, gathering.CohortId, next)] : [followed];
    }
}
