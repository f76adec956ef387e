using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Advance.Reporting.Log;

/// <summary>What a text may contain besides being JSON.</summary>
public enum JsonProfile
{
    /// <summary>Everything that RFC 8785 knows, numbers in the form of ECMAScript.</summary>
    Any,

    /// <summary>What may stand in the log: integers up to 2^53-1 in size, no floating point, text in NFC.</summary>
    Log,
}

/// <summary>
/// The one form of a JSON text (JCS, RFC 8785): no blanks, members in the order of their UTF-16 code units, shortest
/// escapes. Throws <see cref="FormatException"/> for a duplicate key, a lone surrogate, a number too large, and, in
/// the log's profile, for floating point and for text that is not in NFC.
/// </summary>
public static class CanonicalJson
{
    private const int MaxDepth = 64;

    public static byte[] Of(ReadOnlySpan<byte> utf8, JsonProfile profile = JsonProfile.Log)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
            using var document = JsonDocument.ParseValue(ref reader);
            if (reader.Read())
                throw new FormatException("More than one JSON value.");
            return Of(document.RootElement, profile);
        }
        catch (JsonException e)
        {
            throw new FormatException($"Not JSON: {e.Message}", e);
        }
    }

    public static byte[] Of(JsonElement value, JsonProfile profile = JsonProfile.Log)
    {
        var output = new ArrayBufferWriter<byte>(512);
        try
        {
            Write(output, value, profile, 0);
        }
        catch (InvalidOperationException e)
        {
            throw new FormatException("A string holds half a surrogate pair or is not UTF-8.", e);
        }

        return output.WrittenSpan.ToArray();
    }

    public static byte[] Of(JsonNode? value, JsonProfile profile = JsonProfile.Log)
    {
        var output = new ArrayBufferWriter<byte>(512);
        try
        {
            Write(output, value, profile, 0);
        }
        catch (ArgumentException e)
        {
            throw new FormatException("A key stands twice in one object.", e);
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> output, JsonElement value, JsonProfile profile, int depth)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var members = value.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value));
                WriteObject(output, members, profile, depth, Write);
                break;
            case JsonValueKind.Array:
                WriteArray(output, value.EnumerateArray(), profile, depth, Write);
                break;
            case JsonValueKind.String:
                WriteString(output, value.GetString()!, profile);
                break;
            case JsonValueKind.Undefined:
                throw new FormatException("There is no JSON value.");
            default:
                WriteScalar(output, value.GetRawText(), profile);
                break;
        }
    }

    // A node may hold a .NET string that never was JSON; serialising it first would replace half surrogates silently.
    private static void Write(ArrayBufferWriter<byte> output, JsonNode? value, JsonProfile profile, int depth)
    {
        switch (value)
        {
            case JsonObject members:
                WriteObject(output, members, profile, depth, Write);
                break;
            case JsonArray items:
                WriteArray(output, items, profile, depth, Write);
                break;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String && text.TryGetValue(out string? s):
                WriteString(output, s, profile);
                break;
            default:
                using (var document = JsonDocument.Parse(value?.ToJsonString() ?? "null"))
                    Write(output, document.RootElement, profile, depth);
                break;
        }
    }

    private delegate void Writer<in T>(ArrayBufferWriter<byte> output, T value, JsonProfile profile, int depth);

    private static void WriteObject<T>(ArrayBufferWriter<byte> output, IEnumerable<KeyValuePair<string, T>> members,
        JsonProfile profile, int depth, Writer<T> write)
    {
        var sorted = members.ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        Enter(output, '{', depth);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (i > 0 && sorted[i].Key == sorted[i - 1].Key)
                throw new FormatException($"The key \"{sorted[i].Key}\" stands twice in one object.");
            if (i > 0)
                output.Write(","u8);
            WriteString(output, sorted[i].Key, profile);
            output.Write(":"u8);
            write(output, sorted[i].Value, profile, depth + 1);
        }

        output.Write("}"u8);
    }

    private static void WriteArray<T>(ArrayBufferWriter<byte> output, IEnumerable<T> items, JsonProfile profile,
        int depth, Writer<T> write)
    {
        Enter(output, '[', depth);
        var first = true;
        foreach (var item in items)
        {
            if (!first)
                output.Write(","u8);
            first = false;
            write(output, item, profile, depth + 1);
        }

        output.Write("]"u8);
    }

    private static void Enter(ArrayBufferWriter<byte> output, char bracket, int depth)
    {
        if (depth >= MaxDepth)
            throw new FormatException($"Nested deeper than {MaxDepth} levels.");
        output.Write([(byte)bracket]);
    }

    private static void WriteScalar(ArrayBufferWriter<byte> output, string raw, JsonProfile profile) =>
        output.Write(Encoding.ASCII.GetBytes(raw is "true" or "false" or "null" ? raw : CanonicalNumber.Of(raw, profile)));

    private static void WriteString(ArrayBufferWriter<byte> output, string text, JsonProfile profile)
    {
        if (profile == JsonProfile.Log && !Ascii.IsValid(text) && !IsNfc(text))
            throw new FormatException("A string is not in Unicode normal form C.");
        output.Write("\""u8);
        foreach (var rune in Runes(text))
            WriteRune(output, rune);
        output.Write("\""u8);
    }

    private static IEnumerable<Rune> Runes(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
                throw new FormatException("A string holds half a surrogate pair.");
            yield return rune;
            i += rune.Utf16SequenceLength;
        }
    }

    private static void WriteRune(ArrayBufferWriter<byte> output, Rune rune)
    {
        var escape = rune.Value switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\t' => "\\t",
            '\n' => "\\n",
            '\f' => "\\f",
            '\r' => "\\r",
            < 0x20 => "\\u" + rune.Value.ToString("x4", CultureInfo.InvariantCulture),
            _ => null,
        };
        if (escape is not null)
            output.Write(Encoding.ASCII.GetBytes(escape));
        else
            output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
    }

    private static bool IsNfc(string text)
    {
        try
        {
            return text.IsNormalized(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            throw new FormatException("A string holds half a surrogate pair.");
        }
    }
}
