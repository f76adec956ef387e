using System.Security.Cryptography;
using System.Text;

namespace Advance.Contracts;

/// <summary>Identifiers. Things get UUIDv7 ids when they come to be; a companion stream gets one derived from its owner.</summary>
public static class Ids
{
    public static Guid New() => Guid.CreateVersion7();

    /// <summary>
    /// The id of a stream that exists once for another thing, such as the intake of a cohort: a name-based UUID
    /// (version 8 of RFC 9562, SHA-256 over role and owner), so that nobody has to look it up.
    /// </summary>
    public static Guid Of(string role, Guid owner) => Named($"{role}:{owner:N}");

    /// <summary>As <see cref="Of(string, Guid)"/>, for two owners in this order.</summary>
    public static Guid Of(string role, Guid first, Guid second) => Named($"{role}:{first:N}:{second:N}");

    private static Guid Named(string name)
    {
        Span<byte> bytes = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes[..16], bigEndian: true);
    }
}
