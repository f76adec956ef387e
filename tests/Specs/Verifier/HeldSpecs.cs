using Advance.Reporting.Log;
using Checkpoint = Advance.Reporting.Log.Checkpoint;

namespace Advance.Tests.Specs.Verifier;

/// <summary>What an auditor kept from before is compared with what is handed out now.</summary>
public sealed class HeldSpecs : IDisposable
{
    private readonly ABundle bundle = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("advance-held-");

    public void Dispose()
    {
        bundle.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void The_bundle_before_and_the_checkpoint_of_today_are_continued_without_the_log()
    {
        var before = folder.CreateSubdirectory("before");
        foreach (var file in bundle.First) File.WriteAllBytes(Path.Combine(before.FullName, file.Name), file.Bytes);
        Said(0, before.FullName).Should().Contain("it continues before of size 305, which was held");
        Said(0, Hold("now", bundle.Files[Bundle.CheckpointName])).Should().Contain("of size 330, which was held");
        bundle.Check(bundle.Log.Export(), null, before.FullName, Hold("now", bundle.Files[Bundle.CheckpointName])).Exit.Should().Be(0);
    }

    [Theory]
    [InlineData(305), InlineData(330)]
    public void Another_root_at_a_size_that_the_bundle_has_is_two_histories(long size) =>
        Said(1, Hold("mine", Signed(size, new byte[32]))).Should().StartWith("refused: checkpoint: ").And.Contain($"at size {size}").And.Contain("mine");

    [Fact]
    public void A_checkpoint_of_a_size_between_needs_the_log()
    {
        var (right, wrong) = (Hold("right", Signed(310, bundle.Log.RootAt(310))), Hold("wrong", Signed(310, new byte[32])));
        Said(2, right).Should().Contain("--log only");
        bundle.Check(bundle.Log.Export(), null, right).Exit.Should().Be(0);
        var (exit, said) = bundle.Check(bundle.Log.Export(), null, right, wrong);
        exit.Should().Be(1);
        said.Should().StartWith("refused: log: its first 310 events").And.Contain("wrong");
    }

    [Fact]
    public void A_log_that_is_shorter_than_what_was_held_is_refused()
    {
        var (exit, said) = bundle.Check(bundle.Log.Export(), null, Hold("later", Signed(331, new byte[32])));
        (exit, said).Should().Be((1, said));
        said.Should().Contain("it ends after 330 events");
        bundle.Log.HoldSessions(100);
        var held = Hold("export", bundle.Log.Export());
        bundle.Check(bundle.Log.Export(), null, held).Exit.Should().Be(0);
        bundle.Check([.. bundle.Log.Envelopes.Take(400).SelectMany(e => e.Append((byte)'\n'))], null, held).Said.Should().Contain("it ends after 400 events");
    }

    [Fact]
    public void An_export_that_was_held_names_the_first_leaf_that_is_another()
    {
        List<byte[]> before = [.. bundle.Log.Envelopes.Take(200)];
        var held = Hold("export", [.. before.SelectMany(e => e.Append((byte)'\n'))]);
        Said(2, held).Should().Contain("--log only");
        bundle.Check(bundle.Log.Export(), null, held).Said.Should().Contain("it continues export of size 200");
        before[77] = before[78];
        var (exit, said) = bundle.Check(bundle.Log.Export(), null, Hold("export", [.. before.SelectMany(e => e.Append((byte)'\n'))]));
        exit.Should().Be(1);
        said.Should().StartWith("refused: log: leaf 77 (line 78): it is not what stands there in the export that was held");
    }

    [Fact]
    public void What_was_held_must_be_this_logs_own()
    {
        using var stranger = new NoteSigner(ALog.Origin, NoteKey.Log, new byte[32]);
        Said(1, Hold("forged", new Checkpoint(ALog.Origin, 330, new byte[32]).Sign(default, stranger).ToBytes())).Should().StartWith("refused: held forged: no key");
        Said(1, Hold("garbage", "no note at all"u8.ToArray())).Should().StartWith("refused: held garbage: ");
        Said(1, Hold("empty", [])).Should().StartWith("refused: held empty: ");
        Said(2, Path.Combine(folder.FullName, "nothing")).Should().Contain("is not a file");
        Said(2, Hold("large", new byte[70_000])).Should().Contain("neither a checkpoint nor an export");
    }

    private byte[] Signed(long size, byte[] root) => new Checkpoint(ALog.Origin, size, root).Sign(default, bundle.Log.Signer).ToBytes();

    private string Hold(string name, byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private string Said(int exit, params string[] held)
    {
        var answer = bundle.Check(null, null, held);
        answer.Exit.Should().Be(exit, answer.Said);
        return answer.Said;
    }
}
