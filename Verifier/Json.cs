using System.Globalization;

namespace Advance.Verifier;

/// <summary>A JSON value as it was read. Numbers keep their spelling.</summary>
public sealed record Json(Json.Kinds Kind, string Text, Json[] Items, KeyValuePair<string, Json>[] Members)
{
    public enum Kinds { Null, True, False, Number, Text, List, Map }

    public static readonly Json Null = Of(Kinds.Null), True = Of(Kinds.True), False = Of(Kinds.False);

    public static Json Of(Kinds kind, string text = "") => new(kind, text, [], []);

    public static Json Quoted(string text) => Of(Kinds.Text, text);

    public static Json Whole(long n) => Of(Kinds.Number, n.ToString(CultureInfo.InvariantCulture));

    public static Json List(IEnumerable<Json> items) => new(Kinds.List, "", [.. items], []);

    /// <summary>An object without the members that are null here.</summary>
    public static Json Map(params IEnumerable<(string Name, Json? Value)> members) =>
        new(Kinds.Map, "", [], [.. members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Name, m.Value!))]);

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
