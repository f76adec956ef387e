using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Advance.Verifier;

/// <summary>Reading where each value has one spelling only: what differs in a byte differs in meaning or is refused.</summary>
internal static class Text
{
    private static readonly UTF8Encoding Strict = new(false, true);

    public static string Utf8(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("it is not UTF-8");
        }
    }

    public static byte[] Bytes(string text) => Strict.GetBytes(text);

    public static byte[] Base64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var n) && Convert.ToBase64String(bytes.AsSpan(0, n)) == text
            ? bytes[..n]
            : throw new FormatException("it has a malformed base64 text");
    }

    public static byte[] Hash(string text) =>
        Base64(text) is { Length: Tree.Width } hash ? hash : throw new FormatException("a hash does not have 32 bytes");

    public static ulong Size(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && Of(n) == text && n <= long.MaxValue
            ? n
            : throw new FormatException("a number is not decimal without leading zeros");

    public static string Of(ulong n) => n.ToString(CultureInfo.InvariantCulture);

    /// <summary>SHA-256, base64url without padding: the digest of a file as manifests and events write it.</summary>
    public static string Digest(byte[] bytes) => Base64Url.EncodeToString(SHA256.HashData(bytes));
}
