using System.Globalization;

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
