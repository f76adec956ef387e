using System.Globalization;
using System.Numerics;
using System.Text;

namespace Advance.Verifier;

/// <summary>Reads the members of a certificate; what is not there or of another kind makes the file unusable.</summary>
internal static class Fields
{
    public static string TextOf(Json it, string name) => it[name]?.AsString ?? throw new Unusable($"\"{name}\" is not a text");

    public static byte[] Bytes(Json it, string name) => Encoding.UTF8.GetBytes(TextOf(it, name));

    public static Json[] List(Json it, string name) => it[name] is { Kind: Json.Kinds.List } list ? list.Items
        : throw new Unusable($"\"{name}\" is not a list");

    public static string[] Names(Json it, string list, string name) => [.. List(it, list).Select(item => TextOf(item, name))];

    public static BigInteger[] Numbers(Json it, string list, string? name = null) =>
        [.. List(it, list).Select(item => Number(name is null ? item : item[name]))];

    public static BigInteger Number(Json? it) => it is { Kind: Json.Kinds.Number or Json.Kinds.Text }
        && BigInteger.TryParse(it.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value : throw new Unusable("what should be a whole number is none");
}
