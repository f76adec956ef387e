using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

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

    /// <summary>An entry of a tiled log has its length in two bytes.</summary>
    public const int MaxBytes = ushort.MaxValue;

    private const string Microseconds = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    /// <summary>The canonical envelope. Throws <see cref="FormatException"/> when the data may not stand in the log.</summary>
    public byte[] Envelope() => Envelope(CanonicalJson.Of(Data));

    /// <summary>The same, around data that is in canonical form already.</summary>
    internal byte[] Envelope(ReadOnlySpan<byte> canonicalData)
    {
        if (Data.ValueKind != JsonValueKind.Object)
            throw new FormatException("The data of an event is an object.");
        var output = new ArrayBufferWriter<byte>(512 + canonicalData.Length);
        Write(output, "{\"actor\":"u8, Actor);
        Write(output, ",\"causationId\":"u8, CausationId);
        Write(output, ",\"correlationId\":"u8, CorrelationId);
        output.Write(",\"data\":"u8);
        output.Write(canonicalData);
        Write(output, ",\"eventId\":"u8, Lower(EventId));
        Write(output, ",\"recordedAt\":"u8, RecordedAt.UtcDateTime.ToString(Microseconds, CultureInfo.InvariantCulture));
        Write(output, ",\"seq\":"u8, Seq);
        Write(output, ",\"streamId\":"u8, Lower(StreamId));
        Write(output, ",\"type\":"u8, Type);
        Write(output, ",\"v\":"u8, Shape);
        Write(output, ",\"version\":"u8, Version);
        output.Write("}"u8);
        return output.WrittenCount <= MaxBytes
            ? output.WrittenSpan.ToArray()
            : throw new FormatException($"The envelope of an event has at most {MaxBytes} bytes, not {output.WrittenCount}.");
    }

    /// <summary>SHA-256(0x00 || envelope).</summary>
    public byte[] Hash() => MerkleTree.LeafHash(Envelope());

    // The members stand in the order of their names, so that nothing is sorted or parsed again.
    private static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, string? text)
    {
        output.Write(name);
        if (text is null) output.Write("null"u8);
        else CanonicalString.Write(output, text, JsonProfile.Log);
    }

    private static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, long number)
    {
        output.Write(name);
        output.Write(Encoding.ASCII.GetBytes(CanonicalNumber.Of(number.ToString(CultureInfo.InvariantCulture), JsonProfile.Log)));
    }

    private static string Lower(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);
}
