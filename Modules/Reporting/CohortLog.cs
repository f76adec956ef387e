using Advance.Contracts;
using Advance.Reporting.Figures;
using Marten;
using Npgsql;

namespace Advance.Reporting;

/// <summary>Reads from the log itself what a report needs: no projection and no other module's documents.</summary>
public static class CohortLog
{
    /// <summary>The last position behind which nothing younger is still to come; reports and feeds end there.</summary>
    public static async Task<long> HighWaterMarkAsync(IQuerySession session, CancellationToken cancel) =>
        await ScalarAsync<long?>(session, $"select last_seq_id from {Schema(session)}.mt_event_progression where name = 'HighWaterMark'", cancel) ?? 0;

    /// <summary>Waits until all that is recorded now lies below the mark, or for as long as patience lasts.</summary>
    public static async Task CompleteAsync(IQuerySession session, TimeSpan patience, CancellationToken cancel)
    {
        var recorded = await ScalarAsync<long?>(session, $"select max(seq_id) from {Schema(session)}.mt_events", cancel) ?? 0;
        using CancellationTokenSource enough = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        enough.CancelAfter(patience);
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(20));
        try
        {
            while (await HighWaterMarkAsync(session, cancel) < recorded) await pause.WaitForNextTickAsync(enough.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            // A transaction takes longer; the report says to which position it reaches.
        }
    }

    /// <summary>When the last event at or before a position was recorded: the date of a report, which knows no clock.</summary>
    public static async Task<DateTimeOffset> RecordedUntilAsync(IQuerySession session, long position, CancellationToken cancel) =>
        new(await ScalarAsync<DateTime>(session, $"""
            select timestamp from {Schema(session)}.mt_events where seq_id <= @position and type <> 'tombstone' order by seq_id desc limit 1
            """, cancel, new NpgsqlParameter("position", position)), TimeSpan.Zero);

    /// <summary>
    /// The events up to a position of all streams that have an event of the cohort, and of the strand, institutions and mentors
    /// that these name, and the merging of identities.
    /// </summary>
    public static async Task<IReadOnlyList<Logged>> ReadAsync(IQuerySession session, Guid cohortId, long position, CancellationToken cancel)
    {
        var streams = await ScalarAsync<Guid[]>(session, $"""
            select coalesce(array_agg(distinct stream_id), array[]::uuid[]) from {Schema(session)}.mt_events
            where seq_id <= @position and (data ->> 'cohortId' = @cohort or jsonb_exists(data, 'mergedPersonId'))
            """, cancel, new NpgsqlParameter("position", position), new NpgsqlParameter("cohort", cohortId.ToString()));
        var own = await EventsAsync(session, streams!, position, cancel);
        var named = own.SelectMany(e => Named(e.Data)).Distinct().Except(streams!).ToArray();
        var others = await EventsAsync(session, named, position, cancel);
        return [.. own.Concat(others).OrderBy(e => e.Seq)];
    }

    private static IEnumerable<Guid> Named(object e) => e switch
    {
        CohortPlanned x => [x.StrandId],
        CallPublished x => x.Institutions,
        ApplicationSubmitted x => [x.InstitutionId],
        PairProposed x => [x.MentorId],
        MentorshipFormed x => [x.MentorId],
        _ => [],
    };

    private static async Task<IReadOnlyList<Logged>> EventsAsync(IQuerySession session, Guid[] streams, long position, CancellationToken cancel)
    {
        if (streams.Length == 0) return [];
        var events = await session.Events.QueryAllRawEvents().Where(e => e.Sequence <= position && e.StreamId.IsOneOf(streams))
            .OrderBy(e => e.Sequence).ToListAsync(cancel);
        return [.. events.Select(e => new Logged(e.Sequence, e.Timestamp.ToUniversalTime(), e.Data))];
    }

    private static string Schema(IQuerySession session) => session.DocumentStore.Options.Events.DatabaseSchemaName;

    private static async Task<T?> ScalarAsync<T>(IQuerySession session, string sql, CancellationToken cancel, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql);
        command.Parameters.AddRange(parameters);
        await using var reader = await session.ExecuteReaderAsync(command, cancel);
        return await reader.ReadAsync(cancel) && !await reader.IsDBNullAsync(0, cancel) ? await reader.GetFieldValueAsync<T>(0, cancel) : default;
    }
}
