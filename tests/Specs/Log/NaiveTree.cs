using System.Security.Cryptography;

namespace Advance.Tests.Specs.Log;

/// <summary>RFC 6962 section 2.1 word by word, over the whole list of leaf hashes: slow, and obviously right.</summary>
internal static class NaiveTree
{
    public static byte[] Leaf(int n) => SHA256.HashData([0, .. BitConverter.GetBytes(n)]);

    public static byte[][] Leaves(int count) => [.. Enumerable.Range(0, count).Select(Leaf)];

    public static byte[] Root(byte[][] d) => d.Length switch
    {
        0 => SHA256.HashData([]),
        1 => d[0],
        _ => SHA256.HashData([1, .. Root(d[..K(d.Length)]), .. Root(d[K(d.Length)..])]),
    };

    public static byte[][] Path(int m, byte[][] d)
    {
        if (d.Length == 1)
            return [];
        var k = K(d.Length);
        return m < k ? [.. Path(m, d[..k]), Root(d[k..])] : [.. Path(m - k, d[k..]), Root(d[..k])];
    }

    public static byte[][] Proof(int m, byte[][] d) => SubProof(m, d, true);

    private static byte[][] SubProof(int m, byte[][] d, bool whole)
    {
        if (m == d.Length)
            return whole ? [] : [Root(d)];
        var k = K(d.Length);
        return m <= k
            ? [.. SubProof(m, d[..k], whole), Root(d[k..])]
            : [.. SubProof(m - k, d[k..], false), Root(d[..k])];
    }

    private static int K(int n)
    {
        var k = 1;
        while (k * 2 < n)
            k *= 2;
        return k;
    }
}
