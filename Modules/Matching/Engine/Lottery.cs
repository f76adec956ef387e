using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Advance.Matching.Engine;

/// <summary>
/// The lot of a pair: the first 8 bytes, big-endian, of SHA-256 over <c>seed LF mentee key LF mentor key</c> in UTF-8 (an empty
/// mentor key stands for unplaced). Among plans equal in everything that counts, the one with the smallest sum of lots is taken.
/// </summary>
sealed class Lottery(string seed)
{
    readonly byte[] head = Encoding.UTF8.GetBytes(seed + "\n");
    byte[] buffer = new byte[256];

    public ulong Draw(string mentee, string mentor)
    {
        var longest = head.Length + 1 + 3 * (mentee.Length + mentor.Length);
        if (buffer.Length < longest) buffer = new byte[longest];
        head.CopyTo(buffer, 0);
        var length = head.Length;
        length += Encoding.UTF8.GetBytes(mentee, buffer.AsSpan(length));
        buffer[length++] = (byte)'\n';
        length += Encoding.UTF8.GetBytes(mentor, buffer.AsSpan(length));
        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(buffer.AsSpan(0, length), digest);
        return BinaryPrimitives.ReadUInt64BigEndian(digest);
    }
}
