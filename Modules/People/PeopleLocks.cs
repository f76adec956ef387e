using Advance.Contracts;
using JasperFx.Events;
using Marten;

namespace Advance.People;

/// <summary>Locks on people until the end of the transaction, on several in one order.</summary>
internal static class PeopleLocks
{
    /// <summary>One person, locked; 404 when there is none.</summary>
    public static async Task<IEventStream<Person>> LockPersonAsync(this IDocumentSession session, Guid personId, CancellationToken cancel)
    {
        var stream = await session.Events.FetchForExclusiveWriting<Person>(personId, cancel);
        return stream.Aggregate is null ? throw new Missing("person") : stream;
    }

    /// <summary>Two people, locked in the order of their ids, so that two commands on the same two never wait for each other.</summary>
    public static async Task<(IEventStream<Person> First, IEventStream<Person> Second)> LockPeopleAsync(this IDocumentSession session,
        Guid first, Guid second, CancellationToken cancel)
    {
        if (first.CompareTo(second) > 0)
        {
            var (b, a) = await session.LockPeopleAsync(second, first, cancel);
            return (a, b);
        }

        return (await session.LockPersonAsync(first, cancel), await session.LockPersonAsync(second, cancel));
    }
}
