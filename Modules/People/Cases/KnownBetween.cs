using Advance.Contracts;
using Marten;
using Marten.Events;

namespace Advance.People;

/// <summary>
/// Since when the last is known of what stands between two people: a tie by any rule, or that one of them turned out to be somebody
/// whom another identity of theirs was known for. It may long be over; whether it counts is for who hands out permits.
/// </summary>
internal static class KnownBetween
{
    public static async Task<DateTimeOffset?> SinceAsync(IQuerySession session, Person one, Person other, CancellationToken cancel)
    {
        var (own, theirs) = (await Identities.OfAsync(session, one, cancel), await Identities.OfAsync(session, other, cancel));
        Guid As(Guid id) => own.Contains(id) ? one.Id : theirs.Contains(id) ? other.Id : id;
        var bonds = (await TiesOfPersonEndpoint.BondsAroundAsync(session, [.. own, .. theirs], cancel))
            .Where(v => v.WasKnownAt(DateTimeOffset.MaxValue))
            .Select(v => (v with { PersonId = As(v.PersonId), OtherPersonId = As(v.OtherPersonId) }).AsBond());
        List<KnownSpell> spells = [];
        foreach (var person in (Person[])[one, other])
            spells.AddRange(AffiliationHistory.KnownAt(await RecordedAffiliations.OfAsync(session, person, cancel), DateTimeOffset.MaxValue)
                .Select(TiesOfPersonEndpoint.Spell));
        var ties = Ties.Of(one.Id, [.. bonds], spells).Where(t => t.OtherPersonId == other.Id).Select(t => (DateTimeOffset?)t.KnownSince);
        Guid[] streams = [.. own, .. theirs];
        // Named to the database: this is asked with every reading of a case, and the rest of a person's stream is not needed for it.
        var merges = (await session.Events.QueryAllRawEvents().Where(e => e.StreamId.IsOneOf(streams) && e.EventTypesAre(typeof(PersonMerged))).ToListAsync(cancel))
            .Select(e => (DateTimeOffset?)e.Timestamp.ToUniversalTime());
        return ties.Concat(merges).Max();
    }
}
