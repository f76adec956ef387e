using Marten;
using Npgsql;

namespace Advance.Shared;

/// <summary>Locks for what has no stream yet, and so no row to lock: a companion stream about to begin, a name nobody has taken.</summary>
internal static class Locks
{
    /// <summary>
    /// Holds a name until the transaction ends: whoever else wants it waits for our answer. All modules share one space of names,
    /// so a name begins with what it is of, such as <c>people.email:</c>; the id of a stream is a name as it is.
    /// </summary>
    public static async Task HoldAsync(this IDocumentSession session, string name, CancellationToken cancel)
    {
        await session.BeginTransactionAsync(cancel);
        await using NpgsqlCommand command = new("select pg_advisory_xact_lock(hashtextextended(@name, 0))");
        command.Parameters.AddWithValue("name", name);
        await session.ExecuteAsync(command, cancel);
    }

    /// <summary>Holds the id of a stream that may not exist yet.</summary>
    public static Task HoldAsync(this IDocumentSession session, Guid id, CancellationToken cancel) => session.HoldAsync(id.ToString(), cancel);
}
