using Advance.Contracts;
using JasperFx.Events;
using Marten;
using Npgsql;

namespace Advance.People;

/// <summary>Locks until the end of the transaction: on a name that has no stream, and on several people in one order.</summary>
internal static class Locks
{
    /// <summary>Holds a name, such as an e-mail address that nobody may have yet: whoever else wants it waits for our answer.</summary>
    public static async Task HoldAsync(this IDocumentSession session, string kind, string name, CancellationToken cancel)
    {
        await session.BeginTransactionAsync(cancel);
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended(@name, 0))");
        command.Parameters.AddWithValue("name", $"people.{kind}:{name}");
        await session.ExecuteAsync(command, cancel);
    }

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
