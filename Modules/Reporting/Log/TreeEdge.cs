namespace Advance.Reporting.Log;

/// <summary>
/// The right edge of a growing tree: for each level the partial tile. This is all that is needed to append leaves and
/// to compute the root, so a sequencer starts from at most eight tiles, however large the log.
/// </summary>
public sealed class TreeEdge
{
    private readonly List<List<byte[]>> levels = [];

    public long Size { get; private set; }

    /// <summary>The edge of a stored tree of this size; asks for one partial tile at each level.</summary>
    public static TreeEdge At(long size, Func<Tile, byte[]> readTile)
    {
        var edge = new TreeEdge { Size = size };
        for (var level = 0; level <= Tile.MaxLevel && Tile.HashesAt(level, size) > 0; level++)
        {
            var tile = Tile.Of(level, Tile.HashesAt(level, size) / Tile.Full, size);
            var bytes = tile.Width == 0 ? [] : readTile(tile);
            if (bytes.Length < tile.Width * MerkleTree.HashSize)
                throw new InvalidOperationException($"The tile {tile.Path} is missing or too short.");
            edge.levels.Add([.. bytes.Chunk(MerkleTree.HashSize).Take(tile.Width)]);
        }

        return edge;
    }

    /// <summary>Append leaf hashes; returns the tiles that became full, in the order in which they did.</summary>
    public IReadOnlyList<TileBytes> Append(IEnumerable<byte[]> leafHashes)
    {
        var full = new List<TileBytes>();
        foreach (var leaf in leafHashes)
        {
            if (leaf.Length != MerkleTree.HashSize)
                throw new ArgumentException("A leaf hash has 32 bytes.", nameof(leafHashes));
            Size++;
            Add(0, leaf, full);
        }

        return full;
    }

    /// <summary>The partial tiles, lowest level first; a level whose last tile is full has none.</summary>
    public IEnumerable<TileBytes> Partial() =>
        from level in Enumerable.Range(0, levels.Count)
        where levels[level].Count > 0
        select new TileBytes(Tile.Of(level, Tile.HashesAt(level, Size) / Tile.Full, Size), [.. levels[level].SelectMany(h => h)]);

    /// <summary>The root of the tree as it stands.</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        foreach (var level in levels)
        {
            // From the right: the smallest complete subtree of this level's hashes first.
            for (var end = level.Count; end > 0; end &= end - 1)
            {
                var subtree = Complete(level.GetRange(end & (end - 1), end & -end));
                root = root is null ? subtree : MerkleTree.NodeHash(subtree, root);
            }
        }

        return root ?? MerkleTree.EmptyRoot;
    }

    private void Add(int level, byte[] hash, List<TileBytes> full)
    {
        if (level == levels.Count)
            levels.Add([]);
        levels[level].Add(hash);
        if (levels[level].Count < Tile.Full)
            return;
        var root = Complete(levels[level]);
        var index = Tile.HashesAt(level, Size) / Tile.Full - 1;
        full.Add(new(new(level, index, Tile.Full), [.. levels[level].SelectMany(h => h)]));
        levels[level].Clear();
        Add(level + 1, root, full);
    }

    internal static byte[] Complete(List<byte[]> hashes)
    {
        while (hashes.Count > 1)
            hashes = [.. hashes.Chunk(2).Select(pair => MerkleTree.NodeHash(pair[0], pair[1]))];
        return hashes[0];
    }
}
