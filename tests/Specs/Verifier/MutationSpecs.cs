using System.Text;
using Advance.Reporting.Log;
using Advance.Verifier;
using CsCheck;

namespace Advance.Tests.Specs.Verifier;

/// <summary>Whatever is altered in a bundle is refused, with the name of the part.</summary>
public class MutationSpecs
{
    [Fact]
    public void Every_byte_of_every_file_that_is_flipped_is_refused_by_the_name_of_the_file()
    {
        using var bundle = new ABundle();
        foreach (var (name, bytes) in bundle.Files)
        {
            for (var i = 0; i < bytes.Length; i++)
                RefusedWith(bundle.Files, name, i, fit: null);
        }
    }

    [Fact]
    public void Every_byte_that_is_flipped_is_refused_also_when_the_manifest_is_made_to_fit()
    {
        using var bundle = new ABundle();
        foreach (var (name, bytes) in bundle.Files.Where(f => f.Key != Bundle.Manifest).ToList())
        {
            for (var i = 0; i < bytes.Length; i++)
                RefusedWith(bundle.Files, name, i, bundle);
        }
    }

    [Fact]
    public void Every_bit_of_the_proof_the_checkpoint_and_the_manifest_that_is_flipped_is_refused()
    {
        using var bundle = new ABundle();
        foreach (var name in new[] { Bundle.Proof, Bundle.CheckpointName, Bundle.Manifest })
        {
            var original = bundle.Files[name];
            for (var bit = 0; bit < 8 * original.Length; bit++)
            {
                bundle.Files[name] = [.. original];
                bundle.Files[name][bit / 8] ^= (byte)(1 << (bit % 8));
                var act = () => BundleCheck.Run(BundleFiles.Of(bundle.Files), null);
                act.Should().Throw<Refusal>($"bit {bit} of {name} is another");
            }

            bundle.Files[name] = original;
        }
    }

    [Fact]
    public void Garbage_in_any_file_is_refused_and_never_a_crash()
    {
        using var bundle = new ABundle();
        var (files, names) = (bundle.Files, bundle.Files.Keys.ToArray());
        string[] pieces = ["[[[[", "{\"a\":", "null", "1e999", "\"\\ud800\"", "\n\n", "\u2014 a AAAA\n", "-1", "\0", new('[', 100_000), "99999999999999999999"];
        Gen.Select(Gen.Int[0, names.Length - 1], Gen.Int[0, pieces.Length - 1], Gen.Int[0, 10_000], Gen.Int[0, 40], Gen.Bool).Sample(
            (file, piece, at, length, fit) =>
            {
                var (name, manifest) = (names[file], files[Bundle.Manifest]);
                var original = files[name];
                at %= original.Length;
                files[name] = [.. original[..at], .. Encoding.UTF8.GetBytes(pieces[piece]), .. original[Math.Min(at + length, original.Length)..]];
                if (fit && name != Bundle.Manifest)
                    bundle.MakeTheManifestFit();
                var act = () => BundleCheck.Run(BundleFiles.Of(files), null);
                act.Should().Throw<Refusal>();
                files[Bundle.Manifest] = manifest;
                files[name] = original;
            }, iter: 2_000, threads: 1);
    }

    // In memory, thousands of times: the command line itself is covered above.
    private static void RefusedWith(Dictionary<string, byte[]> files, string name, int at, ABundle? fit)
    {
        var (original, manifest) = (files[name], files[Bundle.Manifest]);
        files[name] = [.. original];
        files[name][at] ^= (byte)(1 << (at % 8));
        fit?.MakeTheManifestFit();
        var act = () => BundleCheck.Run(BundleFiles.Of(files), null);
        act.Should().Throw<Refusal>($"byte {at} of {name} is another").Which.Message.Should().Contain(name);
        (files[Bundle.Manifest], files[name]) = (manifest, original);
    }
}
