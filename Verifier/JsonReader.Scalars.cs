using System.Globalization;
using System.Text;

namespace Advance.Verifier;

/// <summary>Numbers, which keep their spelling, and strings.</summary>
internal ref partial struct JsonReader
{
    private Json Number()
    {
        var start = at;
        if (Peek() == '-')
            at++;
        if (Peek() == '0')
            at++;
        else
            Digits();
        if (Peek() == '.')
        {
            at++;
            Digits();
        }

        if (Peek() is 'e' or 'E')
        {
            at++;
            if (Peek() is '+' or '-')
                at++;
            Digits();
        }

        return Json.Of(Json.Kinds.Number, Encoding.ASCII.GetString(input[start..at]));
    }

    private void Digits()
    {
        var start = at;
        while (Peek() is >= '0' and <= '9')
            at++;
        if (at == start)
            throw Wrong("not a JSON value");
    }

    private string String()
    {
        at++;
        var rest = input[at..];
        var end = rest.IndexOfAnyExceptInRange((byte)0x23, (byte)0x5b);
        while (end >= 0 && rest[end] >= 0x20 && rest[end] != '"' && rest[end] != '\\')
        {
            var more = rest[(end + 1)..].IndexOfAnyExceptInRange((byte)0x23, (byte)0x5b);
            end = more < 0 ? -1 : end + 1 + more;
        }

        if (end >= 0 && rest[end] == '"')
        {
            at += end + 1;
            return Decode(rest[..end]);
        }

        return Escaped();
    }

    private string Escaped()
    {
        var text = new StringBuilder();
        while (true)
        {
            var start = at;
            while (at < input.Length && input[at] >= 0x20 && input[at] != '"' && input[at] != '\\')
                at++;
            text.Append(Decode(input[start..at]));
            if (Peek() == '"')
                break;
            Take('\\');
            Escape(text);
        }

        at++;
        return text.ToString();
    }

    private void Escape(StringBuilder text)
    {
        var letter = Peek();
        at++;
        if (letter != 'u')
        {
            var index = letter < 0 ? -1 : "\"\\/bfnrt".IndexOf((char)letter, StringComparison.Ordinal);
            text.Append(index < 0 ? throw Wrong("an unknown escape") : "\"\\/\b\f\n\r\t"[index]);
            return;
        }

        var unit = Unit();
        text.Append(unit);
        if (char.IsHighSurrogate(unit) && input[at..].StartsWith("\\u"u8))
        {
            at += 2;
            var low = Unit();
            text.Append(char.IsLowSurrogate(low) ? low : throw Wrong("half a surrogate pair"));
        }
        else if (char.IsSurrogate(unit))
        {
            throw Wrong("half a surrogate pair");
        }
    }

    private char Unit()
    {
        var digits = at + 4 <= input.Length ? Encoding.Latin1.GetString(input.Slice(at, 4)) : "";
        at += 4;
        return ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : throw Wrong("an escape without four hexadecimal digits");
    }

    private readonly string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw Wrong("bytes that are not UTF-8");
        }
    }
}
