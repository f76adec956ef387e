using Advance.Shared;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Advance.People;

/// <summary>Runs the retention once a day. Several nodes may run at once: each person is locked, and what is gone is not due any more.</summary>
public sealed partial class RetentionKeeper(IDocumentStore store, NpgsqlDataSource source, TimeProvider clock, ILogger<RetentionKeeper> logger)
    : BackgroundService
{
    private const int PageSize = 200;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    // A Host that is started anew each day would never come to a whole one.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => clock.KeepAsync(Soon, async () =>
    {
        await TryAsync(stoppingToken);
        return Day;
    }, stoppingToken);

    private async Task TryAsync(CancellationToken cancel)
    {
        try
        {
            Ran((await RunAsync(cancel)).People);
        }
        catch (Exception e) when (e is NpgsqlException or Marten.Exceptions.MartenCommandException)
        {
            Failed(e); // the next day is another chance, and the dry run shows what is still there
        }
    }

    /// <summary>Goes through all people once.</summary>
    public async Task<RetentionReceipt> RunAsync(CancellationToken cancel)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var (people, destroyed) = (0, new SortedDictionary<string, int>(StringComparer.Ordinal));
        for (Guid? after = Guid.Empty; after is { } from;)
        {
            await using var query = store.QuerySession();
            (var due, after) = await Retention.DueAsync(query, source, today, from, PageSize, cancel);
            foreach (var person in due)
            {
                await using var session = store.LightweightSession();
                if (await Retention.ApplyAsync(session, person, today, cancel) is not { } applied) continue;
                await session.SaveChangesAsync(cancel);
                people++;
                foreach (var (kind, count) in applied.Destroyed) destroyed[kind] = destroyed.GetValueOrDefault(kind) + count;
            }
        }

        return new(people, destroyed);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The retention ran: data of {People} people were destroyed.")]
    private partial void Ran(int people);

    [LoggerMessage(Level = LogLevel.Error, Message = "The retention did not run to its end.")]
    private partial void Failed(Exception e);
}
