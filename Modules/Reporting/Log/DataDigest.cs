using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Advance.Reporting.Log;

/// <summary>
/// SHA-256 over the canonical form of an event's data, base64url without padding. It goes into the event's header when
/// the event is appended, so that a change between the commit and the leaf shows.
/// </summary>
public static class DataDigest
{
    public static string Of(JsonElement data) => OfBytes(CanonicalJson.Of(data));

    public static string Of(ReadOnlySpan<byte> utf8Json) => OfBytes(CanonicalJson.Of(utf8Json));

    /// <summary>The digest of a file as manifests and events write it: SHA-256, base64url without padding.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(SHA256.HashData(bytes));
}
