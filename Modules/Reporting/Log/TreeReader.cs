namespace Advance.Reporting.Log;

/// <summary>
/// Roots and proofs of a stored tree, read tile by tile (RFC 6962 section 2.1). It asks only for tiles that a tree of
/// <paramref name="size"/> leaves has; a reader gives the bytes of the tile, or of the full one at the same place.
/// </summary>
public sealed class TreeReader(long size, Func<Tile, byte[]> readTile)
{
    private readonly Dictionary<Tile, byte[]> cache = [];

    public long Size => size;

    /// <summary>The root of the first <paramref name="at"/> leaves.</summary>
    public byte[] Root(long at)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(at);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, size);
        return at == 0 ? MerkleTree.EmptyRoot : Range(0, at);
    }

    /// <summary>The path from the leaf to the root of the tree of <paramref name="at"/> leaves, sibling of the leaf first.</summary>
    public IReadOnlyList<byte[]> InclusionProof(long index, long at)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, at);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(at, size);
        var path = new List<byte[]>();
        var (start, end) = (0L, at);
        while (end - start > 1)
        {
            var middle = start + MerkleTree.Split(end - start);
            path.Add(index < middle ? Range(middle, end) : Range(start, middle));
            (start, end) = index < middle ? (start, middle) : (middle, end);
        }

        path.Reverse();
        return path;
    }

    /// <summary>What shows that the tree of <paramref name="from"/> leaves is a beginning of the one of <paramref name="to"/>.</summary>
    public IReadOnlyList<byte[]> ConsistencyProof(long from, long to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(to, size);
        var path = new List<byte[]>();
        var (start, end) = (0L, to);
        while (end != from)
        {
            var middle = start + MerkleTree.Split(end - start);
            path.Add(from <= middle ? Range(middle, end) : Range(start, middle));
            (start, end) = from <= middle ? (start, middle) : (middle, end);
        }

        if (start > 0)
            path.Add(Range(start, end));
        path.Reverse();
        return path;
    }

    // The ranges asked for begin at a multiple of the power of two at or above their length.
    private byte[] Range(long start, long end)
    {
        var length = end - start;
        if (long.IsPow2(length))
            return Node((int)long.Log2(length), start / length);
        var middle = start + MerkleTree.Split(length);
        return MerkleTree.NodeHash(Range(start, middle), Range(middle, end));
    }

    // The root of the complete subtree of 2^height leaves.
    private byte[] Node(int height, long index)
    {
        var level = Math.Min(height / Tile.Height, Tile.MaxLevel);
        var count = 1L << (height - level * Tile.Height);
        var first = index * count;
        var tile = Tile.Of(level, first / Tile.Full, size);
        var offset = (int)(first % Tile.Full) * MerkleTree.HashSize;
        return Fold(Read(tile).AsSpan(offset, (int)count * MerkleTree.HashSize));
    }

    private byte[] Read(Tile tile)
    {
        if (cache.TryGetValue(tile, out var bytes))
            return bytes;
        bytes = readTile(tile);
        if (bytes.Length < tile.Width * MerkleTree.HashSize)
            throw new InvalidOperationException($"The tile {tile.Path} is missing or too short.");
        return cache[tile] = bytes;
    }

    private static byte[] Fold(ReadOnlySpan<byte> hashes) => hashes.Length == MerkleTree.HashSize
        ? hashes.ToArray()
        : MerkleTree.NodeHash(Fold(hashes[..(hashes.Length / 2)]), Fold(hashes[(hashes.Length / 2)..]));
}
