using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Advance.Contracts;
using Npgsql;

namespace Advance.Integration;

/// <summary>
/// A domain event as it leaves the system (CloudEvents 1.0 in JSON). <c>sequence</c> is its position in the log, padded so that it
/// sorts as text: it increases, with gaps. Who did it is never said.
/// </summary>
public sealed record CloudEvent(string Specversion, string Id, string Source, string Type, string Subject, DateTimeOffset Time,
    string Datacontenttype, string Dataschema, string Sequence, JsonElement Data)
{
    [JsonIgnore]
    public long Position { get; init; }
}

/// <summary>A stretch of the log: its published events, the position up to which it was looked at, whether there was more.</summary>
public sealed record Stretch(IReadOnlyList<CloudEvent> Events, long UpTo, bool More);

/// <summary>
/// Reads the log for integrators, in its order and never beyond the high-water mark: behind the mark nothing can appear any more
/// that was numbered before, so no reader misses an event whose transaction took longer.
/// </summary>
public sealed class FeedLog(NpgsqlDataSource source, PublishedEvents published)
{
    public async Task<Stretch> ReadAsync(long after, int limit, CancellationToken cancel)
    {
        var mark = await MarkAsync(cancel);
        if (mark <= after) return new([], after, false);
        await using var command = source.CreateCommand($"""
            select seq_id, id, stream_id, type, timestamp, data::text from {published.Schema}.mt_events
            where seq_id > @after and seq_id <= @mark and type = any(@types) order by seq_id limit @limit
            """);
        command.Parameters.AddWithValue("after", after);
        command.Parameters.AddWithValue("mark", mark);
        command.Parameters.AddWithValue("types", published.Names);
        command.Parameters.AddWithValue("limit", limit + 1);
        List<CloudEvent> events = [];
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) events.Add(Read(reader));
        if (events.Count <= limit) return new(events, mark, false);
        events.RemoveAt(limit);
        return new(events, events[^1].Position, true);
    }

    private async Task<long> MarkAsync(CancellationToken cancel)
    {
        await using var command = source.CreateCommand(
            $"select last_seq_id from {published.Schema}.mt_event_progression where name = 'HighWaterMark'");
        return await command.ExecuteScalarAsync(cancel) as long? ?? 0;
    }

    private CloudEvent Read(NpgsqlDataReader row)
    {
        var (position, name) = (row.GetInt64(0), row.GetString(3));
        return new("1.0", row.GetGuid(1).ToString(), published.Origin, CloudEventNames.Prefix + name, row.GetGuid(2).ToString(),
            row.GetFieldValue<DateTimeOffset>(4).ToUniversalTime(), "application/json", published.SchemaAddress(name),
            position.ToString("D20", CultureInfo.InvariantCulture), JsonElement.Parse(row.GetString(5)))
        { Position = position };
    }
}
