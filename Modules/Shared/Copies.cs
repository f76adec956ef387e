using Advance.Contracts;
using Marten;

namespace Advance.Shared;

/// <summary>What a copied strand takes over from its original, for the reactions that do.</summary>
internal static class Copies
{
    /// <summary>So many generations of copies are looked through.</summary>
    private const int MostGenerations = 20;

    /// <summary>
    /// A thing that the original had when it was copied, as it was at that moment, and the day of it; null when it had none. A strand
    /// that was copied before it had taken the thing over itself is looked through: then its own original had it.
    /// </summary>
    public static async Task<(T Thing, DateOnly On)?> FromOriginalAsync<T>(this IQuerySession session, StrandCopied copied, Func<Guid, Guid> idOf,
        CancellationToken cancel) where T : class, IFold<T>, new()
    {
        DateOnly? day = null;
        var strandId = copied.StrandId;
        for (var generation = 0; generation < MostGenerations; generation++)
        {
            var copying = (await session.Events.FetchStreamAsync(strandId, token: cancel)).FirstOrDefault(e => e.Data is StrandCopied);
            if (copying is null) return null;
            day ??= DateOnly.FromDateTime(copying.Timestamp.UtcDateTime);
            strandId = ((StrandCopied)copying.Data).OriginalId;
            var then = (await session.Events.FetchStreamAsync(idOf(strandId), token: cancel)).Where(e => e.Sequence < copying.Sequence).ToList();
            if (then.Count > 0) return (then.Aggregate(new T(), (thing, e) => thing.Evolve(e.Data)), day.Value);
        }

        return null;
    }
}
