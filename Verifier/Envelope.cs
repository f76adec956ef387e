using System.Buffers;
using System.Globalization;

namespace Advance.Verifier;

/// <summary>What the checks need of an event's envelope.</summary>
public readonly record struct Envelope(Guid EventId, Guid StreamId, ulong Version, string Type, ulong Seq, DateTime At, Json Data)
{
    private const long MaxInteger = (1L << 53) - 1;

    private static readonly string[] Members =
        ["actor", "causationId", "correlationId", "data", "eventId", "recordedAt", "seq", "streamId", "type", "v", "version"];

    /// <summary>Read one envelope; throws <see cref="FormatException"/> unless it is canonical and of shape 1.</summary>
    public static Envelope Read(ReadOnlySpan<byte> bytes, ArrayBufferWriter<byte> scratch)
    {
        var json = Json.Parse(bytes);
        scratch.ResetWrittenCount();
        Canonical.Write(json, scratch);
        if (!bytes.SequenceEqual(scratch.WrittenSpan))
            throw new FormatException("the envelope is not in canonical form");
        if (json.Kind != Json.Kinds.Map || !HasExactly(json.Members, Members))
            throw new FormatException("the envelope does not have exactly the members of shape 1");
        OnlyIntegers(json);
        var value = json.Members;
        if (value[9].Value.Text != "1" || value[9].Value.Kind != Json.Kinds.Number)
            throw new FormatException("the envelope is not of shape 1");
        if (value[..3].Any(m => m.Value.Kind is not (Json.Kinds.Text or Json.Kinds.Null)))
            throw new FormatException("actor, causationId or correlationId is neither text nor null");
        if (value[3].Value.Kind != Json.Kinds.Map)
            throw new FormatException("data is not an object");
        if (!DateTime.TryParseExact(value[5].Value.AsString, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            throw new FormatException("recordedAt is not UTC to the microsecond");
        return new(Id(value[4]), Id(value[7]), Positive(value[10]), Name(value[8]), Positive(value[6]), at, value[3].Value);
    }

    private static bool HasExactly(KeyValuePair<string, Json>[] members, string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (members.Length != names.Length || members[i].Key != names[i])
                return false;
        }

        return true;
    }

    private static Guid Id(KeyValuePair<string, Json> member) =>
        Guid.TryParseExact(member.Value.AsString, "D", out var id) && id.ToString("D") == member.Value.Text
            ? id
            : throw new FormatException($"{member.Key} is not a lower-case UUID");

    private static ulong Positive(KeyValuePair<string, Json> member) =>
        member.Value.AsSize is > 0 and var n ? n : throw new FormatException($"{member.Key} is not a positive integer");

    private static string Name(KeyValuePair<string, Json> member) =>
        member.Value.AsString is { Length: > 0 } name ? name : throw new FormatException($"{member.Key} is not a name");

    private static void OnlyIntegers(Json value)
    {
        if (value.Kind == Json.Kinds.Number && (!long.TryParse(value.Text, NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture, out var n) || n is > MaxInteger or < -MaxInteger))
            throw new FormatException($"the number {value.Text} is not an integer of at most 2^53-1");
        foreach (var item in value.Items)
            OnlyIntegers(item);
        foreach (var member in value.Members)
            OnlyIntegers(member.Value);
    }
}
