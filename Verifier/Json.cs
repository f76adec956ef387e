using System.Globalization;
using System.Text;

namespace Advance.Verifier;

/// <summary>A JSON value as it was read. Numbers keep their spelling.</summary>
public sealed record Json(Json.Kinds Kind, string Text, Json[] Items, KeyValuePair<string, Json>[] Members)
{
    public enum Kinds { Null, True, False, Number, Text, List, Map }

    public static readonly Json Null = Of(Kinds.Null), True = Of(Kinds.True), False = Of(Kinds.False);

    public static Json Of(Kinds kind, string text = "") => new(kind, text, [], []);

    public Json? this[string name]
    {
        get
        {
            foreach (var member in Members)
            {
                if (member.Key == name)
                    return member.Value;
            }

            return null;
        }
    }

    public string? AsString => Kind == Kinds.Text ? Text : null;

    /// <summary>A non-negative integer without sign, fraction or exponent.</summary>
    public ulong? AsSize => Kind == Kinds.Number && ulong.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        ? n
        : null;

    public static Json Parse(ReadOnlySpan<byte> utf8) => new JsonReader(utf8).Whole();
}

/// <summary>A strict reader (RFC 8259, I-JSON): UTF-8 without a mark, no duplicate keys, no half surrogates.</summary>
internal ref struct JsonReader(ReadOnlySpan<byte> input)
{
    private const int MaxDepth = 512;
    private static readonly UTF8Encoding Utf8 = new(false, true);
    private readonly ReadOnlySpan<byte> input = input;
    private int at;

    public Json Whole()
    {
        var value = Value(0);
        Blank();
        return at == input.Length ? value : throw Wrong("more text after the value");
    }

    private Json Value(int depth)
    {
        Blank();
        switch (Peek())
        {
            case '{':
                return Object(depth);
            case '[':
                return Array(depth);
            case '"':
                return Json.Of(Json.Kinds.Text, String());
            case 't':
                return Word("true"u8, Json.True);
            case 'f':
                return Word("false"u8, Json.False);
            case 'n':
                return Word("null"u8, Json.Null);
            default:
                return Number();
        }
    }

    private Json Object(int depth)
    {
        var members = new List<KeyValuePair<string, Json>>();
        Open(depth);
        while (Next('}', members.Count))
        {
            Blank();
            var name = Peek() == '"' ? String() : throw Wrong("a key is not a string");
            Blank();
            Take(':');
            members.Add(new(name, Value(depth + 1)));
        }

        Unique(members);
        return new(Json.Kinds.Map, "", [], [.. members]);
    }

    private readonly void Unique(List<KeyValuePair<string, Json>> members)
    {
        if (members.Count < 2)
            return;
        var names = new HashSet<string>(members.Count, StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (!names.Add(member.Key))
                throw Wrong($"the key \"{member.Key}\" stands twice");
        }
    }

    private Json Array(int depth)
    {
        var items = new List<Json>();
        Open(depth);
        while (Next(']', items.Count))
            items.Add(Value(depth + 1));
        return new(Json.Kinds.List, "", [.. items], []);
    }

    private void Open(int depth)
    {
        if (depth >= MaxDepth)
            throw Wrong($"nested deeper than {MaxDepth} levels");
        at++;
    }

    private bool Next(char end, int count)
    {
        Blank();
        if (count == 0 && Peek() != end)
            return true;
        if (Peek() != end)
        {
            Take(',');
            return true;
        }

        at++;
        return false;
    }

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

    private Json Word(ReadOnlySpan<byte> word, Json value)
    {
        if (!input[at..].StartsWith(word))
            throw Wrong("not a JSON value");
        at += word.Length;
        return value;
    }

    private void Blank()
    {
        while (Peek() is ' ' or '\t' or '\n' or '\r')
            at++;
    }

    private readonly int Peek() => at < input.Length ? input[at] : -1;

    private void Take(char sign)
    {
        if (Peek() != sign)
            throw Wrong(at < input.Length ? $"'{sign}' is expected" : "the text ends too early");
        at++;
    }

    private readonly FormatException Wrong(string what) => new($"{what} (byte {Math.Min(at, input.Length)})");
}
