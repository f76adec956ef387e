using Advance.Contracts;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Advance.Applications;

/// <summary>
/// That a relationship between two people was ever disclosed, and at which position of the log; what was known of it when is folded from
/// its events.
/// </summary>
public record TieOnRecord(Guid Id, long Position, Guid PersonId, Guid OtherPersonId);

/// <summary>Keeps <see cref="TieOnRecord"/>, one for each disclosure: what was known when, whatever is known since.</summary>
public partial class TieOnRecordProjection : EventProjection
{
    public TieOnRecordProjection()
    {
        Name = "TiesOnRecord";
        IncludeType<RelationshipDisclosed>();
        RegisterPublishedType(typeof(TieOnRecord));
    }

    public override ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation)
    {
        if (e.Data is RelationshipDisclosed r)
            operations.Store(new TieOnRecord(r.RelationshipId, e.Sequence, r.PersonId, r.OtherPersonId));
        return ValueTask.CompletedTask;
    }
}

internal static class TiesOnRecord
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>All ties of a person under any of these identities, with what was committed a moment ago.</summary>
    public static Task<IReadOnlyList<TieOnRecord>> TiesAsync(this IQuerySession session, IReadOnlyList<Guid> identities, CancellationToken cancel)
    {
        Guid[] ids = [.. identities];
        return session.QueryForNonStaleData<TieOnRecord>(Patience).Where(t => t.PersonId.IsOneOf(ids) || t.OtherPersonId.IsOneOf(ids))
            .OrderBy(t => t.Position).ToListAsync(cancel);
    }
}
