using System.Buffers.Binary;

namespace Advance.Reporting.Log;

/// <summary>
/// The entries below a tile of level 0 as C2SP tlog-tiles serves them: each with its length (two bytes, big-endian)
/// before it. This is why an envelope has at most 65,535 bytes.
/// </summary>
public static class EntryBundle
{
    public static byte[] Of(IEnumerable<byte[]> envelopes) => [.. envelopes.SelectMany(WithLength)];

    /// <summary>The entries of a bundle; throws <see cref="FormatException"/> when it breaks off or has more than 256.</summary>
    public static IReadOnlyList<byte[]> Parse(ReadOnlySpan<byte> bundle)
    {
        var entries = new List<byte[]>();
        while (!bundle.IsEmpty)
        {
            var end = bundle.Length < 2 ? int.MaxValue : 2 + BinaryPrimitives.ReadUInt16BigEndian(bundle);
            if (end > bundle.Length || entries.Count == Tile.Full)
                throw new FormatException("The entries break off or are more than a tile has.");
            entries.Add(bundle[2..end].ToArray());
            bundle = bundle[end..];
        }

        return entries;
    }

    private static byte[] WithLength(byte[] envelope)
    {
        var entry = new byte[2 + envelope.Length];
        BinaryPrimitives.WriteUInt16BigEndian(entry, checked((ushort)envelope.Length));
        envelope.CopyTo(entry, 2);
        return entry;
    }
}
