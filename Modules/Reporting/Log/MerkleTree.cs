using System.Numerics;
using System.Security.Cryptography;

namespace Advance.Reporting.Log;

/// <summary>The hashes of RFC 6962 section 2.1 and the verification of its proofs (RFC 9162, 2.1.3.2 and 2.1.4.2).</summary>
public static class MerkleTree
{
    public const int HashSize = 32;

    /// <summary>The root of a tree without leaves: SHA-256 of nothing.</summary>
    public static byte[] EmptyRoot => SHA256.HashData([]);

    public static byte[] LeafHash(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([0]);
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }

    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * HashSize];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashSize)..]);
        return SHA256.HashData(input);
    }

    /// <summary>The largest power of two smaller than n (n at least 2): where RFC 6962 splits a tree.</summary>
    internal static long Split(long n) => 1L << BitOperations.Log2((ulong)n - 1);

    /// <summary>Does the proof lead from the leaf at this index to the root of the tree of this size?</summary>
    public static bool VerifyInclusion(ulong index, ulong size, ReadOnlySpan<byte> leafHash,
        IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index >= size || leafHash.Length != HashSize || proof.Any(p => p.Length != HashSize))
            return false;
        var (fn, sn) = (index, size - 1);
        var hash = leafHash.ToArray();
        foreach (var p in proof)
        {
            if (sn == 0)
                return false;
            if ((fn & 1) == 1 || fn == sn)
            {
                hash = NodeHash(p, hash);
                SkipRightEdge(ref fn, ref sn);
            }
            else
            {
                hash = NodeHash(hash, p);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 && root.SequenceEqual(hash);
    }

    /// <summary>
    /// Is the tree of the first size a beginning of the tree of the second? Nothing can be said of an empty tree, so a
    /// first size of 0 is refused (as the reference implementation does); equal sizes take an empty proof.
    /// </summary>
    public static bool VerifyConsistency(ulong first, ulong second, ReadOnlySpan<byte> firstRoot,
        ReadOnlySpan<byte> secondRoot, IReadOnlyList<byte[]> proof)
    {
        if (first == 0 || first > second || proof.Any(p => p.Length != HashSize))
            return false;
        if (first == second)
            return proof.Count == 0 && firstRoot.SequenceEqual(secondRoot);
        if (proof.Count == 0 || firstRoot.Length != HashSize)
            return false;
        return Climb(first, second, BitOperations.IsPow2(first) ? [firstRoot.ToArray(), .. proof] : proof) is (var a, var b)
            && firstRoot.SequenceEqual(a) && secondRoot.SequenceEqual(b);
    }

    private static (byte[] First, byte[] Second)? Climb(ulong first, ulong second, IReadOnlyList<byte[]> path)
    {
        var (fn, sn) = (first - 1, second - 1);
        while ((fn & 1) == 1)
            (fn, sn) = (fn >> 1, sn >> 1);
        var (fr, sr) = (path[0], path[0]);
        foreach (var c in path.Skip(1))
        {
            if (sn == 0)
                return null;
            if ((fn & 1) == 1 || fn == sn)
            {
                (fr, sr) = (NodeHash(c, fr), NodeHash(c, sr));
                SkipRightEdge(ref fn, ref sn);
            }
            else
            {
                sr = NodeHash(sr, c);
            }

            (fn, sn) = (fn >> 1, sn >> 1);
        }

        return sn == 0 ? (fr, sr) : null;
    }

    private static void SkipRightEdge(ref ulong fn, ref ulong sn)
    {
        while ((fn & 1) == 0 && fn != 0)
            (fn, sn) = (fn >> 1, sn >> 1);
    }
}
