using System.Text;
using Advance.Reporting.Log;

namespace Advance.Tests.Specs.Verifier;

/// <summary>Parts that are good by themselves and do not belong together, and folders that are no bundles: refused with what and where.</summary>
public sealed class BadBundleSpecs : IDisposable
{
    private readonly ABundle bundle = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("advance-bad-");

    public void Dispose()
    {
        bundle.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(Bundle.Proof), InlineData(Bundle.CheckpointName), InlineData(Bundle.Report), InlineData(Bundle.Manifest)]
    public void A_part_of_the_bundle_before_does_not_fit_this_one(string name)
    {
        bundle.Files[name] = bundle.First.Single(f => f.Name == name).Bytes;
        if (name != Bundle.Manifest)
            bundle.MakeTheManifestFit();
        Refused().Should().ContainAny(bundle.Files.Keys);
    }

    [Fact]
    public void A_proof_for_another_leaf_of_the_same_log_is_refused()
    {
        foreach (var (change, says) in new (Func<TlogProof, TlogProof>, string)[]
        {
            (p => p with { Index = p.Index - 1 }, "its path does not lead from leaf 324"),
            (p => p with { Extra = bundle.Log.Envelopes[324] }, "its path does not lead from leaf 325"),
            (p => p with { Path = [.. p.Path.Skip(1)] }, "its path does not lead"),
            (p => p with { Path = [.. p.Path, new byte[32]] }, "its path does not lead"),
            (p => p with { Path = [.. p.Path.Reverse()] }, "its path does not lead"),
            (p => p with { Index = long.MaxValue }, "its path does not lead"),
            (p => p with { Path = [.. Enumerable.Repeat(new byte[32], 64)] }, "longer than that of any tree"),
            (p => p with { Path = [new byte[31]] }, "a hash does not have 32 bytes"),
            (p => p with { Extra = null }, "its second line is not the leaf"),
        })
        {
            var original = bundle.Files[Bundle.Proof];
            bundle.Files[Bundle.Proof] = change(TlogProof.Parse(original)).ToBytes();
            bundle.MakeTheManifestFit();
            Refused().Should().StartWith($"refused: {Bundle.Proof}: ").And.Contain(says);
            bundle.Files[Bundle.Proof] = original;
        }
    }

    [Fact]
    public void A_proof_of_another_leaf_that_is_right_is_still_not_that_of_the_report()
    {
        bundle.Files[Bundle.Proof] = bundle.Log.ProofOf(7, bundle.Files[Bundle.CheckpointName]);
        bundle.MakeTheManifestFit();
        Refused().Should().Contain("leafIndex").And.Contain(Bundle.Manifest);
    }

    [Theory]
    [InlineData("utf-16"), InlineData("utf-32"), InlineData("windows line ends"), InlineData("a byte order mark"), InlineData("gzip"), InlineData("only zeros")]
    public void Another_encoding_of_any_file_is_refused_by_its_name(string encoding)
    {
        foreach (var (name, bytes) in bundle.Files.ToList())
        {
            var text = Encoding.UTF8.GetString(bytes);
            bundle.Files[name] = encoding switch
            {
                "utf-16" => Encoding.Unicode.GetBytes(text),
                "utf-32" => Encoding.UTF32.GetBytes(text),
                "windows line ends" => Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n"),
                "a byte order mark" => [0xef, 0xbb, 0xbf, .. bytes],
                "gzip" => [0x1f, 0x8b, 8, 0, .. bytes],
                _ => new byte[bytes.Length],
            };
            if (name != Bundle.Manifest)
                bundle.MakeTheManifestFit();
            Refused().Should().Contain(name);
            bundle.Files[name] = bytes;
            if (name != Bundle.Manifest)
                bundle.MakeTheManifestFit();
        }
    }

    [Fact]
    public void A_folder_that_holds_something_else_than_plain_files_is_refused()
    {
        foreach (var (name, bytes) in bundle.Files)
            File.WriteAllBytes(Path.Combine(folder.FullName, name), bytes);
        ABundle.Run(folder.FullName).Exit.Should().Be(0);
        foreach (var (name, make) in new (string, Action<string>)[]
        {
            ("inner", path => Directory.CreateDirectory(path)), ("link", path => File.CreateSymbolicLink(path, "report.json")),
            ("a b", path => File.WriteAllText(path, "x")), ("Ä", path => File.WriteAllText(path, "x")), (".hidden", path => File.WriteAllText(path, "x")),
        })
        {
            var path = Path.Combine(folder.FullName, name);
            make(path);
            var (exit, said) = ABundle.Run(folder.FullName);
            (exit, said).Should().Be((1, said), name);
            said.Should().StartWith("refused: ").And.Contain("plain files only");
            if (Directory.Exists(path)) Directory.Delete(path); else File.Delete(path);
        }

        for (var n = 0; n < 40; n++) File.WriteAllText(Path.Combine(folder.FullName, $"z{n:00}"), "x");
        ABundle.Run(folder.FullName).Said.Should().Contain("at most 32 files");
    }

    [Theory]
    [InlineData(""), InlineData("log x\nquorum none\n"), InlineData("quorum none\n"), InlineData("log VKEY\n"), InlineData("log VKEY\nlog VKEY\nquorum none\n")]
    [InlineData("log VKEY\nquorum w1\n"), InlineData("log VKEY\nwitness w1 VKEY\nquorum w1\n"), InlineData("log VKEY\nquorum none"), InlineData("log VKEY\ngroup g all\nquorum g\n")]
    [InlineData("log VKEY\nquorum none\nquorum none\n"), InlineData("believe everybody\n"), InlineData("log VKEY\nquorum none\n\u0000")]
    public void A_policy_that_is_none_is_refused(string policy)
    {
        var text = policy.Replace("VKEY", bundle.Log.Signer.PublicKey.ToString(), StringComparison.Ordinal);
        var (exit, said) = bundle.Check(policy: Encoding.UTF8.GetBytes(text));
        (exit, said).Should().Be((1, said), said);
        said.Should().StartWith("refused: the given policy: ");
    }

    private string Refused()
    {
        var (exit, said) = bundle.Check();
        (exit, said).Should().Be((1, said), said);
        said.Should().StartWith("refused: ");
        return said;
    }
}
