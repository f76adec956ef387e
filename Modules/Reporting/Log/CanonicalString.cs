using System.Buffers;
using System.Globalization;
using System.Text;

namespace Advance.Reporting.Log;

/// <summary>Strings as RFC 8785 section 3.2.2.2 writes them: the shortest escape where one must be, else as they are.</summary>
internal static class CanonicalString
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(c => (char)c), '"', '\\']);

    public static void Write(ArrayBufferWriter<byte> output, string text, JsonProfile profile)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAny(Escaped))
        {
            output.Write("\""u8);
            Encoding.ASCII.GetBytes(text, output);
            output.Write("\""u8);
            return;
        }

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
