using System.Text;

namespace Advance.Verifier;

/// <summary>A strict reader (RFC 8259, I-JSON): UTF-8 without a mark, no duplicate keys, no half surrogates.</summary>
internal ref partial struct JsonReader(ReadOnlySpan<byte> input)
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
        // In canonical form they stand in order, and then each is another.
        var rising = true;
        for (var i = 1; i < members.Count && rising; i++)
            rising = string.CompareOrdinal(members[i - 1].Key, members[i].Key) < 0;
        if (rising)
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
