using System.Numerics;
using System.Security.Cryptography;

namespace Advance.Verifier;

/// <summary>Hashes and proofs of RFC 6962. Proofs are checked by the shape of the path, not by RFC 9162's loop.</summary>
public static class Tree
{
    public const int Width = 32;

    /// <summary>SHA-256(0x00 || entry). The buffer is for the caller's thread and grows as needed.</summary>
    public static void Leaf(ReadOnlySpan<byte> entry, Span<byte> hash, ref byte[] buffer)
    {
        if (buffer.Length < entry.Length + 1)
            buffer = new byte[2 * entry.Length + 1];
        buffer[0] = 0;
        entry.CopyTo(buffer.AsSpan(1));
        SHA256.HashData(buffer.AsSpan(0, entry.Length + 1), hash);
    }

    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        var (hash, buffer) = (new byte[Width], Array.Empty<byte>());
        Leaf(entry, hash, ref buffer);
        return hash;
    }

    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        Span<byte> input = stackalloc byte[1 + 2 * Width];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Width)..]);
        SHA256.HashData(input, hash);
    }

    /// <summary>Inclusion: the path must have exactly the length that index and size demand.</summary>
    public static bool Includes(ulong index, ulong size, byte[] leafHash, IReadOnlyList<byte[]> proof, byte[] root)
    {
        if (index >= size || leafHash.Length != Width || proof.Any(h => h.Length != Width))
            return false;
        var (inner, border) = Shape(index, size);
        return proof.Count == inner + border && Climb(leafHash, proof, 0, inner, index, true).AsSpan().SequenceEqual(root);
    }

    /// <summary>Consistency. An empty first tree proves nothing and is refused.</summary>
    public static bool Continues(ulong size1, ulong size2, byte[] root1, byte[] root2, IReadOnlyList<byte[]> proof)
    {
        if (size1 == 0 || size1 > size2 || proof.Any(h => h.Length != Width))
            return false;
        if (size1 == size2)
            return proof.Count == 0 && root1.AsSpan().SequenceEqual(root2);
        if (root1.Length != Width)
            return false;
        var shift = BitOperations.TrailingZeroCount(size1);
        var (inner, border) = Shape(size1 - 1, size2);
        inner -= shift;
        // A complete first tree is a node of the second: its own root begins the path and is left out of the proof.
        var own = BitOperations.IsPow2(size1);
        if (proof.Count != (own ? 0 : 1) + inner + border)
            return false;
        var (seed, start) = own ? (root1, 0) : (proof[0], 1);
        var mask = (size1 - 1) >> shift;
        var first = Climb(seed, proof, start, inner, mask, false);
        var second = Climb(seed, proof, start, inner, mask, true);
        return first.AsSpan().SequenceEqual(root1) && second.AsSpan().SequenceEqual(root2);
    }

    // Below the point where the path meets the right edge of the tree both sides occur; above it, only left siblings.
    private static (int Inner, int Border) Shape(ulong index, ulong size)
    {
        var inner = 64 - BitOperations.LeadingZeroCount(index ^ (size - 1));
        return (inner, inner > 63 ? 0 : BitOperations.PopCount(index >> inner));
    }

    private static byte[] Climb(byte[] seed, IReadOnlyList<byte[]> proof, int start, int inner, ulong mask, bool withRight)
    {
        var hash = seed.ToArray();
        for (var i = start; i < proof.Count; i++)
        {
            if (i - start >= inner || ((mask >> (i - start)) & 1) == 1)
                Node(proof[i], hash, hash);
            else if (withRight)
                Node(hash, proof[i], hash);
        }

        return hash;
    }

    /// <summary>The root over leaf hashes side by side, level by level on all cores; an odd last node moves up as it is.</summary>
    public static byte[] Root(ReadOnlyMemory<byte> leafHashes)
    {
        if (leafHashes.IsEmpty)
            return SHA256.HashData([]);
        var level = leafHashes;
        while (level.Length > Width)
            level = Above(level);
        return level.ToArray();
    }

    private static byte[] Above(ReadOnlyMemory<byte> below)
    {
        const int Block = 4096;
        var pairs = below.Length / (2 * Width);
        var above = new byte[(below.Length / Width + 1) / 2 * Width];
        Parallel.For(0, (pairs + Block - 1) / Block, block =>
        {
            var hashes = below.Span;
            for (var i = block * Block; i < Math.Min(pairs, (block + 1) * Block); i++)
            {
                Node(hashes.Slice(2 * i * Width, Width), hashes.Slice((2 * i + 1) * Width, Width), above.AsSpan(i * Width, Width));
            }
        });
        if (below.Length % (2 * Width) != 0)
            below.Span[^Width..].CopyTo(above.AsSpan(pairs * Width));
        return above;
    }
}
