using Marten;

namespace Advance.People;

/// <summary>All ids under which a person was known; the Host asks this too, for the person who calls.</summary>
public static class Identities
{
    /// <summary>The most ids that are followed.</summary>
    internal const int Most = 100;

    /// <summary>The person's own id first, then those that were merged into it, and into them.</summary>
    public static async Task<IReadOnlyList<Guid>> OfAsync(IQuerySession session, Person person, CancellationToken cancel)
    {
        List<Guid> ids = [person.Id];
        var next = person.Merged;
        while (next.Count > 0 && ids.Count < Most)
        {
            ids.AddRange(next);
            next = [.. (await session.LoadManyAsync<Person>(cancel, next)).SelectMany(p => p.Merged).Except(ids)];
        }

        return ids;
    }

    /// <summary>The ids under which the person of this id was known before; none when nobody has it.</summary>
    public static async Task<IReadOnlyList<Guid>> FormerAsync(IQuerySession session, Guid personId, CancellationToken cancel = default) =>
        await session.LoadAsync<Person>(personId, cancel) is { Merged.Count: > 0 } person ? [.. (await OfAsync(session, person, cancel)).Skip(1)] : [];

    /// <summary>Every id of a person, found from any of them: the one in use first; only this one when nobody has it.</summary>
    public static async Task<IReadOnlyList<Guid>> AllAsync(IQuerySession session, Guid personId, CancellationToken cancel = default)
    {
        var person = await session.LoadAsync<Person>(personId, cancel);
        for (var steps = 0; steps < Most && person?.MergedInto is { } into; steps++) person = await session.LoadAsync<Person>(into, cancel);
        return person is null ? [personId] : await OfAsync(session, person, cancel);
    }
}
