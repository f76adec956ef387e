using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Advance.Reporting.Log;

/// <summary>
/// One event as it stands in the log: the envelope that is hashed, published in exports and handed to auditors.
/// It holds ids only, never personal data.
/// </summary>
/// <param name="EventId">Identifies the event.</param>
/// <param name="StreamId">The stream of the event.</param>
/// <param name="Version">Position in the stream, 1 for its first event.</param>
/// <param name="Type">Stored name, such as "applications.application-accepted".</param>
/// <param name="Seq">Sequence of the event store; it has gaps, the index of the leaf has none.</param>
/// <param name="RecordedAt">When the store recorded it; kept to the microsecond, in UTC.</param>
/// <param name="Actor">Id of who caused it, null for the system.</param>
/// <param name="CausationId">What caused it, null when unknown.</param>
/// <param name="CorrelationId">What it belongs to, null when unknown.</param>
/// <param name="Data">The event as stored, an object.</param>
public record Leaf(Guid EventId, Guid StreamId, long Version, string Type, long Seq, DateTimeOffset RecordedAt,
    string? Actor, string? CausationId, string? CorrelationId, JsonElement Data)
{
    /// <summary>The version of the envelope's shape; a change of shape is a new number, old leaves stay as they are.</summary>
    public const int Shape = 1;

    private const string Microseconds = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The canonical envelope. Throws <see cref="FormatException"/> when the data may not stand in the log.</summary>
    public byte[] Envelope()
    {
        if (Data.ValueKind != JsonValueKind.Object)
            throw new FormatException("The data of an event is an object.");
        return CanonicalJson.Of(new JsonObject
        {
            ["v"] = Shape,
            ["eventId"] = Lower(EventId),
            ["streamId"] = Lower(StreamId),
            ["version"] = Version,
            ["type"] = Type,
            ["seq"] = Seq,
            ["recordedAt"] = RecordedAt.UtcDateTime.ToString(Microseconds, CultureInfo.InvariantCulture),
            ["actor"] = Actor,
            ["causationId"] = CausationId,
            ["correlationId"] = CorrelationId,
            ["data"] = JsonObject.Create(Data),
        });
    }

    /// <summary>SHA-256(0x00 || envelope).</summary>
    public byte[] Hash() => MerkleTree.LeafHash(Envelope());

    private static string Lower(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);
}
