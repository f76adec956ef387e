using System.Globalization;

namespace Advance.Reporting.Log;

/// <summary>
/// A piece of the tree as C2SP tlog-tiles cuts it: at level 0 leaf hashes, above it the roots of full tiles below.
/// A full tile has 256 hashes; one with fewer is partial and stands at the right edge of a tree.
/// </summary>
public readonly record struct Tile(int Level, long Index, int Width)
{
    public const int Full = 256;
    public const int Height = 8;
    public const int MaxLevel = 7;

    public bool IsFull => Width == Full;

    /// <summary>How many complete subtrees of 256^level leaves a tree of this size has.</summary>
    public static long HashesAt(int level, long size) => size >> (Height * level);

    /// <summary>The tile of a tree of this size at this place: full, partial, or of width 0 when there is none.</summary>
    public static Tile Of(int level, long index, long size) =>
        new(level, index, (int)Math.Clamp(HashesAt(level, size) - index * Full, 0, Full));

    /// <summary>All tiles a tree of this size consists of, full ones first at each level.</summary>
    public static IEnumerable<Tile> AllOf(long size)
    {
        for (var level = 0; level <= MaxLevel && HashesAt(level, size) > 0; level++)
        {
            for (var index = 0L; index * Full < HashesAt(level, size); index++)
                yield return Of(level, index, size);
        }
    }

    /// <summary>"tile/0/x001/x234/067" or, when partial, "tile/0/x001/x234/067.p/112".</summary>
    public string Path => $"tile/{Level.ToString(CultureInfo.InvariantCulture)}/{PathOf(Index, Width)}";

    /// <summary>The place of the entries below a tile of level 0: "tile/entries/x001/x234/067".</summary>
    public string EntriesPath => $"tile/entries/{PathOf(Index, Width)}";

    /// <summary>The tile a path names; null for any other text (leading zeros, width 0 or 256, foreign signs).</summary>
    public static Tile? Parse(string path)
    {
        var parts = path.Split('/');
        if (parts.Length < 3 || parts[0] != "tile")
            return null;
        var level = parts[1] == "entries" ? 0 : Number(parts[1], MaxLevel);
        var width = Full;
        var names = parts[2..];
        if (names.Length > 1 && names[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            width = Number(names[^1], Full - 1) ?? 0;
            names = [.. names[..^2], names[^2][..^2]];
        }

        if (level is null || width == 0 || IndexOf(names) is not { } index)
            return null;
        var tile = new Tile(level.Value, index, width);
        return (parts[1] == "entries" ? tile.EntriesPath : tile.Path) == path ? tile : null;
    }

    private static string PathOf(long index, int width)
    {
        var name = (index % 1000).ToString("000", CultureInfo.InvariantCulture);
        for (var rest = index / 1000; rest > 0; rest /= 1000)
            name = $"x{(rest % 1000).ToString("000", CultureInfo.InvariantCulture)}/{name}";
        return width == Full ? name : $"{name}.p/{width.ToString(CultureInfo.InvariantCulture)}";
    }

    private static int? Number(string text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= max ? n : null;

    // At most six elements: 10^18 fits a long.
    private static long? IndexOf(string[] names)
    {
        var index = 0L;
        for (var i = 0; i < names.Length; i++)
        {
            var digits = i < names.Length - 1 ? names[i].TrimStart('x') : names[i];
            if (names.Length > 6 || digits.Length != 3 || Number(digits, 999) is not { } n)
                return null;
            index = index * 1000 + n;
        }

        return index;
    }
}

/// <summary>A tile with its bytes: 32 for each hash.</summary>
public record TileBytes(Tile Tile, byte[] Bytes)
{
    /// <summary>The root of a full tile: one hash of the tile above it.</summary>
    public byte[] Root() => TreeEdge.Complete([.. Bytes.Chunk(MerkleTree.HashSize)]);
}
