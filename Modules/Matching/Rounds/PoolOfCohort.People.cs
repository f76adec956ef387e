using Advance.Matching.Mentees;
using Marten;

namespace Advance.Matching.Rounds;

public sealed partial record PoolOfCohort
{
    /// <summary>
    /// What is known of these people, of whoever took their place, and of the identities that were merged into either: each under the id
    /// that was asked for, since conflicts follow the person (rule A6).
    /// </summary>
    private static async Task<Dictionary<Guid, (Guid Now, AffiliationsOfPerson? Known)>> PeopleAsync(IQuerySession session, Guid[] ids,
        CancellationToken cancel)
    {
        var people = ids.Distinct().ToDictionary(id => id, id => (Now: id, Known: (AffiliationsOfPerson?)null));
        var found = await session.QueryForNonStaleData<AffiliationsOfPerson>(Patience).Where(p => p.Id.IsOneOf(ids)).ToListAsync(cancel);
        foreach (var person in found) people[person.Id] = (person.Id, person);
        for (var last = found; last.Count > 0;)
        {
            foreach (var person in last.Where(p => p.MergedInto is not null)) people.TryAdd(person.MergedInto!.Value, (people[person.Id].Now, null));
            Guid[] above = [.. last.Where(p => p.MergedInto is { } into && people[into].Known is null && !ids.Contains(into))
                .Select(p => p.MergedInto!.Value).Distinct()];
            last = above.Length == 0 ? [] : await session.Query<AffiliationsOfPerson>().Where(p => p.Id.IsOneOf(above)).ToListAsync(cancel);
            foreach (var person in last) people[person.Id] = (people[person.Id].Now, person);
        }

        for (Guid[] last = [.. people.Keys]; last.Length > 0;)
        {
            var into = last;
            var merged = await session.Query<AffiliationsOfPerson>()
                .Where(p => p.MergedInto != null && p.MergedInto.Value.IsOneOf(into)).ToListAsync(cancel);
            var added = merged.Where(m => !people.ContainsKey(m.Id)).ToList();
            foreach (var person in added) people[person.Id] = (people[person.MergedInto!.Value].Now, person);
            last = [.. added.Select(m => m.Id)];
        }

        return people;
    }

    /// <summary>Mentees and mentors who turned out to be one person under two ids; null, as nearly always, when there are none.</summary>
    private static List<FrozenIdentity>? SameOf(Dictionary<Guid, (Guid Now, AffiliationsOfPerson? Known)> people, IEnumerable<Guid> mentees,
        IEnumerable<Guid> mentors)
    {
        Guid Root(Guid id) => people.TryGetValue(id, out var person) && person.Known?.MergedInto is { } into ? Root(into) : id;
        var byRoot = mentors.ToLookup(Root);
        List<FrozenIdentity> same = [.. mentees.SelectMany(mentee => byRoot[Root(mentee)].Where(mentor => mentor != mentee)
            .Select(mentor => new FrozenIdentity(mentee, mentor)))];
        return same.Count == 0 ? null : same;
    }
}
