using System.Text;
using Advance.Reporting.Log;
using Advance.Verifier;

namespace Advance.Tests.Specs.Verifier;

public class BundleSpecs
{
    [Fact]
    public void A_bundle_as_it_was_issued_is_valid_with_and_without_the_log()
    {
        using var bundle = new ABundle();
        var (exit, said) = bundle.Check();
        (exit, said).Should().Be((0, said), said);
        said.Should().StartWith("valid: ").And.Contain("leaf 325 ").And.Contain("size 330").And.Contain("nothing before size 305")
            .And.Contain(bundle.Log.Signer.PublicKey.ToString());
        bundle.Check(bundle.Log.Export(), bundle.Log.Policy).Exit.Should().Be(0);
        bundle.Check(bundle.Log.Export()).Said.Should().Contain("330 events of 5 streams").And.Contain("1 figures name events");
    }

    [Fact]
    public void The_first_report_needs_no_consistency_and_may_have_none()
    {
        using var bundle = new ABundle();
        var second = bundle.Files[Bundle.Consistency];
        bundle.Files.Clear();
        foreach (var file in bundle.First)
            bundle.Files.Add(file.Name, file.Bytes);
        bundle.Check().Exit.Should().Be(0);
        bundle.Files.Add(Bundle.Consistency, second);
        bundle.MakeTheManifestFit();
        Refused(bundle, Bundle.Consistency);
    }

    [Fact]
    public void A_missing_file_is_refused_by_its_name()
    {
        using var bundle = new ABundle();
        foreach (var (name, bytes) in bundle.Files.ToList())
        {
            bundle.Files.Remove(name);
            Refused(bundle, name);
            if (name != Bundle.Manifest)
            {
                var manifest = bundle.Files[Bundle.Manifest];
                bundle.MakeTheManifestFit();
                Refused(bundle, name);
                bundle.Files[Bundle.Manifest] = manifest;
            }

            bundle.Files[name] = bytes;
        }
    }

    [Theory]
    [InlineData("notes.txt", 1), InlineData("report.json.bak", 1), InlineData("manifest.JSON", 1), InlineData("manifest.json", 70_000)]
    [InlineData("checkpoint", 70_000), InlineData("policy", 70_000), InlineData("consistency.json", 2_100_000), InlineData("report.json", 17_000_000)]
    [InlineData("report.tlog-proof", 0), InlineData("report.html", 0)]
    public void A_foreign_an_oversized_and_an_empty_file_are_refused_by_their_name(string name, int size)
    {
        using var bundle = new ABundle();
        bundle.Files[name] = new byte[size];
        Refused(bundle, name);
    }

    [Fact]
    public void A_foreign_file_that_the_manifest_names_was_still_not_issued()
    {
        using var bundle = new ABundle();
        bundle.Files["minutes.txt"] = [1];
        bundle.MakeTheManifestFit();
        Refused(bundle, "minutes.txt");
    }

    [Fact]
    public void Every_truncated_file_and_every_other_encoding_is_refused_by_its_name()
    {
        using var bundle = new ABundle();
        foreach (var (name, bytes) in bundle.Files.ToList())
        {
            foreach (var other in new[] { bytes[..^1], bytes[..(bytes.Length / 2)], [0xef, 0xbb, 0xbf, .. bytes],
                Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(bytes)), [.. bytes, (byte)'\n'] })
            {
                bundle.Files[name] = other;
                Refused(bundle, name);
            }

            bundle.Files[name] = bytes;
        }
    }

    [Fact]
    public void A_log_of_another_name_and_one_that_another_key_signed_are_refused()
    {
        using var bundle = new ABundle();
        using var stranger = new NoteSigner("stranger.example/log", NoteKey.Log, new byte[32]);
        using var impostor = new NoteSigner(ALog.Origin, NoteKey.Log, new byte[32]);
        foreach (var key in new[] { stranger.PublicKey, impostor.PublicKey })
        {
            var (exit, said) = bundle.Check(policy: Encoding.UTF8.GetBytes(LogPolicy.WithoutWitnesses(key)));
            (exit, said).Should().Be((1, said), said);
            said.Should().StartWith("refused: checkpoint: ").And.Contain(ALog.Origin);
        }
    }

    [Fact]
    public void A_checkpoint_without_the_witness_is_refused_where_the_policy_wants_one()
    {
        using var bundle = new ABundle();
        var note = SignedNote.Parse(bundle.Files[Bundle.CheckpointName]);
        bundle.Files[Bundle.CheckpointName] = (note with { Signatures = [note.Signatures[0]] }).ToBytes();
        bundle.MakeTheManifestFit();
        Refused(bundle, Bundle.CheckpointName).Should().Contain("quorum");
    }

    [Fact]
    public void A_proof_for_another_leaf_is_refused()
    {
        using var bundle = new ABundle(type: "reporting.report-withdrawn");
        Refused(bundle, Bundle.Proof).Should().Contain("reporting.report-withdrawn");
    }

    [Fact]
    public void The_files_of_another_report_do_not_pass_for_this_one()
    {
        using var bundle = new ABundle();
        bundle.Files[Bundle.Report] = bundle.First.Single(f => f.Name == Bundle.Report).Bytes;
        bundle.MakeTheManifestFit();
        Refused(bundle, Bundle.Report);
    }

    [Fact]
    public void A_report_that_speaks_of_another_position_than_its_event_is_refused()
    {
        using var bundle = new ABundle(report: json => json["position"] = 12);
        Refused(bundle, Bundle.Report);
    }

    [Fact]
    public void An_event_that_states_a_position_after_itself_is_refused()
    {
        using var bundle = new ABundle(report: json => json["position"] = 326, issued: json => json["position"] = 326);
        Refused(bundle, Bundle.Manifest);
    }

    [Fact]
    public void The_writer_refuses_files_that_were_not_issued()
    {
        using var log = new ALog();
        var act = () => log.IssueReport(null, out _, issued: data => data["digests"]!["report.html"] = "other");
        act.Should().Throw<FormatException>().WithMessage("report.html*");
    }

    [Fact]
    public void The_same_log_gives_the_same_bundle()
    {
        using var one = new ABundle();
        using var two = new ABundle();
        two.Files.Should().BeEquivalentTo(one.Files);
    }

    [Fact]
    public void Input_that_cannot_be_read_is_unusable_and_not_refused()
    {
        using var bundle = new ABundle();
        string[][] unusable = [[], ["--log"], ["no-such-folder"], ["vectors"], ["vectors", "no-such-folder"], ["bundle", "--log"], ["x", "--lag", "y"]];
        foreach (var args in unusable)
            ABundle.Run(args).Exit.Should().Be(2, string.Join(' ', args));
        ABundle.Run(Path.GetTempPath(), "--log", "no-such-file").Said.Should().Contain("no-such-file");
    }

    private static string Refused(ABundle bundle, string part)
    {
        var (exit, said) = bundle.Check();
        (exit, said).Should().Be((1, said), said);
        said.Should().StartWith("refused: ").And.Contain(part);
        return said;
    }
}
