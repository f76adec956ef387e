using System.Text.Json;
using Advance.Reporting.Log;
using CsCheck;

namespace Advance.Tests.Specs.Log;

public class MerkleTreeSpecs
{
    [Fact]
    public void Every_vector_of_RFC_6962_is_accepted_or_refused_as_it_says_by_server_and_Verifier()
    {
        var files = VectorFiles.Files("rfc6962").ToList();
        files.Should().HaveCount(133);
        foreach (var file in files)
        {
            var (server, wanted) = Check(File.ReadAllBytes(file));
            server.Should().Be(wanted, file);
        }

        var output = new StringWriter();
        Advance.Verifier.Vectors.Run(VectorFiles.Folder("rfc6962"), output).Should().Be(0);
        output.ToString().Trim().Should().Be("133 right, 0 wrong");
    }

    // Certificate Transparency's own test tree: 8 leaves, of which the first is empty.
    [Fact]
    public void The_root_of_the_tree_of_the_CT_project_is_right()
    {
        string[] leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        var edge = new TreeEdge();
        edge.Append(leaves.Select(leaf => MerkleTree.LeafHash(Convert.FromHexString(leaf)))).Should().BeEmpty();
        Convert.ToHexStringLower(edge.Root()).Should().Be("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
        Convert.ToHexStringLower(MerkleTree.EmptyRoot).Should().Be("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    [Fact]
    public void Roots_and_proofs_from_tiles_are_those_of_the_naive_tree_and_verify() =>
        Gen.Int[1, 700].SelectMany(size => Gen.Int[1, size].SelectMany(at => Gen.Int[0, at - 1].Select(index => (size, at, index))))
            .Sample(x =>
            {
                var leaves = NaiveTree.Leaves(x.size);
                var reader = new TreeReader(x.size, Store(leaves).Read);
                var (before, now) = (leaves[..(x.index + 1)], leaves[..x.at]);
                var inclusion = reader.InclusionProof(x.index, x.at);
                var consistency = reader.ConsistencyProof(x.index + 1, x.at);
                return reader.Root(x.at).SequenceEqual(NaiveTree.Root(now))
                    && Same(inclusion, NaiveTree.Path(x.index, now)) && Same(consistency, NaiveTree.Proof(x.index + 1, now))
                    && MerkleTree.VerifyInclusion((ulong)x.index, (ulong)x.at, leaves[x.index], inclusion, NaiveTree.Root(now))
                    && MerkleTree.VerifyConsistency((ulong)x.index + 1, (ulong)x.at, NaiveTree.Root(before), NaiveTree.Root(now), consistency)
                    && Advance.Verifier.Tree.Includes((ulong)x.index, (ulong)x.at, leaves[x.index], inclusion, NaiveTree.Root(now))
                    && Advance.Verifier.Tree.Continues((ulong)x.index + 1, (ulong)x.at, NaiveTree.Root(before), NaiveTree.Root(now), consistency);
            }, iter: 300);

    [Fact]
    public void A_proof_with_one_bit_changed_or_moved_to_another_place_is_refused_by_both() =>
        Gen.Int[2, 300].SelectMany(size => Gen.Select(Gen.Int[0, size - 1], Gen.Int[1, size - 1], Gen.Int[0, 255], Gen.Int[0, 20]))
            .Select(Gen.Int[0, 3], (x, what) => (Index: x.Item1, Other: x.Item2, Bit: x.Item3, Step: x.Item4, what))
            .Sample(x =>
            {
                var size = Math.Max(x.Index, x.Other) + 1;
                var leaves = NaiveTree.Leaves(size);
                var (root, leaf) = (NaiveTree.Root(leaves), leaves[x.Index].ToArray());
                var proof = NaiveTree.Path(x.Index, leaves).Select(h => h.ToArray()).ToArray();
                var index = x.Index;
                switch (x.what)
                {
                    case 0: leaf[x.Bit / 8] ^= (byte)(1 << (x.Bit % 8)); break;
                    case 1: proof[x.Step % proof.Length][x.Bit / 8] ^= (byte)(1 << (x.Bit % 8)); break;
                    case 2: proof = proof[1..]; break;
                    default: index = (index + x.Other) % size; break;
                }

                return index == x.Index && x.what == 3
                    || !MerkleTree.VerifyInclusion((ulong)index, (ulong)size, leaf, proof, root)
                    && !Advance.Verifier.Tree.Includes((ulong)index, (ulong)size, leaf, proof, root);
            }, iter: 500);

    [Fact]
    public void A_tree_grown_in_portions_and_reloaded_in_between_is_the_tree_grown_at_once() =>
        Gen.Int[0, 300].Array[1, 6].Sample(portions =>
        {
            var leaves = NaiveTree.Leaves(portions.Sum());
            var (store, size) = (new TileStore(), 0);
            foreach (var portion in portions)
            {
                var edge = TreeEdge.At(size, store.Read);
                store.Keep(edge.Append(leaves[size..(size + portion)]));
                store.Keep(edge.Partial());
                size += portion;
                if (edge.Size != size || !edge.Root().SequenceEqual(NaiveTree.Root(leaves[..size])))
                    return false;
            }

            return Tile.AllOf(size).All(tile => store.Read(tile).Length == tile.Width * 32);
        }, iter: 100);

    // 70,000 leaves reach level 2: the example of tlog-tiles. The naive tree would take too long; levels are halved instead.
    [Fact]
    public void A_tree_of_three_levels_has_the_tiles_that_tlog_tiles_names()
    {
        var leaves = NaiveTree.Leaves(70_000);
        var store = Store(leaves);
        var tiles = Tile.AllOf(70_000).ToList();
        tiles.Count(t => t.Level == 0 && t.IsFull).Should().Be(273);
        tiles.Where(t => !t.IsFull).Should().Equal(new Tile(0, 273, 112), new Tile(1, 1, 17), new Tile(2, 0, 1));
        tiles.Count(t => t.Level == 1 && t.IsFull).Should().Be(1);
        var reader = new TreeReader(70_000, store.Read);
        var root = Advance.Verifier.Tree.Root(leaves.SelectMany(h => h).ToArray());
        reader.Root(70_000).Should().Equal(root);
        TreeEdge.At(70_000, store.Read).Root().Should().Equal(root);
        var proof = reader.ConsistencyProof(65_537, 70_000);
        Advance.Verifier.Tree.Continues(65_537, 70_000, reader.Root(65_537), root, proof).Should().BeTrue();
    }

    private static (bool Server, bool Wanted) Check(byte[] file)
    {
        using var json = JsonDocument.Parse(file);
        var v = json.RootElement;
        var proof = v.GetProperty("proof") is { ValueKind: JsonValueKind.Array } p
            ? p.EnumerateArray().Select(h => h.GetBytesFromBase64()).ToArray()
            : [];
        var server = v.TryGetProperty("leafIdx", out var index)
            ? MerkleTree.VerifyInclusion(index.GetUInt64(), v.GetProperty("treeSize").GetUInt64(), Bytes(v, "leafHash"), proof, Bytes(v, "root"))
            : MerkleTree.VerifyConsistency(v.GetProperty("size1").GetUInt64(), v.GetProperty("size2").GetUInt64(),
                Bytes(v, "root1"), Bytes(v, "root2"), proof);
        return (server, !v.GetProperty("wantErr").GetBoolean());
    }

    private static byte[] Bytes(JsonElement vector, string name) => vector.GetProperty(name).GetBytesFromBase64();

    private static bool Same(IReadOnlyList<byte[]> a, byte[][] b) =>
        a.Count == b.Length && a.Zip(b).All(pair => pair.First.SequenceEqual(pair.Second));

    private static TileStore Store(IEnumerable<byte[]> leaves)
    {
        var (store, edge) = (new TileStore(), new TreeEdge());
        store.Keep(edge.Append(leaves));
        store.Keep(edge.Partial());
        return store;
    }
}

/// <summary>Tiles in memory; every tile ever written stays, as in the log's schema.</summary>
internal sealed class TileStore
{
    private readonly Dictionary<Tile, byte[]> tiles = [];

    public void Keep(IEnumerable<TileBytes> written)
    {
        foreach (var (tile, bytes) in written)
            tiles[tile] = bytes;
    }

    public byte[] Read(Tile tile) => tiles[tile];
}
