using Marten;
using Npgsql;

namespace Advance.Matching;

/// <summary>Locks for what has no stream yet: until the transaction ends, nobody else takes the same one.</summary>
internal static class Locks
{
    public static async Task LockAsync(this IDocumentSession session, Guid id, CancellationToken cancel)
    {
        await session.BeginTransactionAsync(cancel);
        await using var command = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended(@id, 0))");
        command.Parameters.AddWithValue("id", id.ToString("N"));
        await session.ExecuteAsync(command, cancel);
    }
}
