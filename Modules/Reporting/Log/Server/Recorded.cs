using System.Data.Common;
using System.Text.Json;

namespace Advance.Reporting.Log.Server;

/// <summary>An event as it stands in the store, with the digest that was taken of it when it was appended.</summary>
public sealed record Recorded(Leaf Leaf, string? Digest)
{
    /// <summary>What <see cref="Read"/> reads, of the event table under the name <c>e</c>.</summary>
    public const string Columns = """
        e.id, e.stream_id, e.version::bigint, e.type, e.seq_id, e.timestamp, e.user_name, e.causation_id, e.correlation_id, e.data::text, e.headers ->> 'digest'
        """;

    public static Recorded Read(DbDataReader row, int first = 0)
    {
        // jsonb keeps no bytes: what counts is what it means, so the text is parsed and written canonically.
        using var data = JsonDocument.Parse(row.GetString(first + 9));
        return new(new(row.GetGuid(first), row.GetGuid(first + 1), row.GetInt64(first + 2), row.GetString(first + 3), row.GetInt64(first + 4),
            new DateTimeOffset(row.GetFieldValue<DateTime>(first + 5), TimeSpan.Zero), Text(row, first + 6), Text(row, first + 7), Text(row, first + 8),
            data.RootElement.Clone()), Text(row, first + 10));
    }

    /// <summary>The envelope, if the data is what was appended.</summary>
    public byte[] Envelope()
    {
        try
        {
            var data = CanonicalJson.Of(Leaf.Data);
            return Digest == DataDigest.OfBytes(data) ? Leaf.Envelope(data)
                : throw new LogStopped($"Event {Leaf.EventId} (seq {Leaf.Seq}) is not what was appended: its data has another digest, or none was taken.");
        }
        catch (FormatException e)
        {
            throw new LogStopped($"Event {Leaf.EventId} (seq {Leaf.Seq}) has no canonical form: {e.Message}");
        }
    }

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
