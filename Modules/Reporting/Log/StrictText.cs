using System.Globalization;
using System.Text;

namespace Advance.Reporting.Log;

/// <summary>Decoding that knows one spelling only: two texts never mean the same bytes or the same number.</summary>
internal static class StrictText
{
    private static readonly UTF8Encoding Strict = new(false, true);

    public static byte[] FromBase64(string text)
    {
        var bytes = Convert.FromBase64String(text);
        return Convert.ToBase64String(bytes) == text ? bytes : throw new FormatException("Base64 in a form that is not the usual one.");
    }

    public static byte[] HashFromBase64(string text) => FromBase64(text) is { Length: MerkleTree.HashSize } hash
        ? hash
        : throw new FormatException("A hash has 32 bytes.");

    public static long Size(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && Decimal(n) == text
            ? n
            : throw new FormatException($"\"{text}\" is not a decimal number without leading zeros.");

    public static string Decimal(long n) => n.ToString(CultureInfo.InvariantCulture);

    public static string Utf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("The text is not UTF-8.", e);
        }
    }

    public static byte[] Utf8(string text) => Strict.GetBytes(text);
}
