using System.Text;
using Advance.Reporting.Log;
using Advance.Verifier;

namespace Advance.Tests.Specs.Verifier;

/// <summary>What a witness keeps and what it is handed: key, memory, requests that are none.</summary>
public sealed class WitnessFileSpecs : AWitness
{
    [Fact]
    public void A_key_is_made_once_for_its_owner_alone_and_is_that_of_a_witness()
    {
        (key.Name, key.Type).Should().Be(("lih.example/advance", NoteKey.Witness));
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(At("key")).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var secret = File.ReadAllText(At("key"));
        secret.Should().StartWith($"PRIVATE+KEY+lih.example/advance+{key.Id:x8}+");
        Said(2, "witness", "keygen", "--name", "other", "--out", At("key")).Should().Contain("never written over");
        File.ReadAllText(At("key")).Should().Be(secret);
        foreach (var name in new[] { "", "a b", "a+b", "a\tb", new string('a', 201) })
            Said(2, "witness", "keygen", "--name", name, "--out", At("other")).Should().Contain("a witness is named");
        Said(2, "witness", "keygen", "--name", "a", "--out", At("no/such/folder")).Should().StartWith("unusable: ");
        foreach (var words in new string[][] { [], ["--name", "a"], ["--out", At("x")], ["--name", "a", "--out", At("x"), "more"] })
            Said(2, ["witness", "keygen", .. words]).Should().Contain("usage");
        File.Exists(At("x")).Should().BeFalse();
        Said(0, "witness", "keygen", "--out", At("x"), "--name", "a").Should().StartWith("a+");
    }

    public static TheoryData<string> Garbage =>
        ["", "old", "old 0", "old 0\n", "old 0\n\n", "old 00\n\nNOTE", "old -1\n\nNOTE", "old 1 2\n\nNOTE", "old 99999999999999999999\n\nNOTE", "old 0\nx\n\nNOTE",
         "old 0\r\n\r\nNOTE", "OLD 0\n\nNOTE", "\uFEFFold 0\n\nNOTE", "old 0\n\n\nNOTE", "NOTE\u0000", "NOTE ", "old 0\nAAAA\n\nNOTE"];

    [Theory]
    [MemberData(nameof(Garbage))]
    public void What_is_no_request_is_refused_and_leaves_nothing_behind(string text)
    {
        var note = Encoding.UTF8.GetString(log.Checkpoint().ToBytes());
        Refused(Encoding.UTF8.GetBytes(text.Replace("NOTE", note, StringComparison.Ordinal))).Should().StartWith("refused: request: ");
        File.ReadAllText(At("key.state")).Should().Be("\n0\n\n");
    }

    [Theory]
    [InlineData("advance.example/log\n300\n"), InlineData("\n5\n\n"), InlineData(""), InlineData("a\n0\nAAAA\n"), InlineData("a\n5\nAAAA\n"), InlineData("a\n05\nAAAA\n"), InlineData(null)]
    public void Without_its_memory_whole_it_signs_nothing(string? state)
    {
        if (state is null) File.Delete(At("key.state"));
        else File.WriteAllText(At("key.state"), state);
        Said(2, Cosign(Request(0))).Should().Contain("may cosign nothing");
    }

    [Theory]
    [InlineData(""), InlineData("PRIVATE+KEY+a+00000000+AAAA"), InlineData("lih.example/advance+00000000+BAAA"), InlineData("PRIVATE+KEY+a+b")]
    public void A_key_file_that_is_none_is_unusable(string text)
    {
        File.WriteAllText(At("key"), text);
        Said(2, Cosign(Request(0))).Should().StartWith("unusable: ").And.NotContain("AAAA");
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        Said(2, "cosign", At("nothing"), "--key", At("key"), "--policy", At("policy")).Should().Contain("nothing is not a file");
        Said(2, "cosign", folder.FullName, "--key", At("key"), "--policy", At("policy")).Should().Contain("is not a file");
        Said(2, "cosign", Write(Request(0)), "--key", At("nokey"), "--policy", At("policy")).Should().Contain("nokey is not the key file");
        Said(2, "cosign", Write(Request(0)), "--key", At("key")).Should().Contain("usage");
        Said(2, "cosign", Write(new byte[70_000]), "--key", At("key"), "--policy", At("policy")).Should().Contain("larger than");
        Said(2, "cosign", Write(Request(0)), "--key", At("key"), "--policy", At("policy"), "--log").Should().Contain("usage");
        Said(2, [.. Cosign(Request(0)), "--log", At("nolog")]).Should().Contain("nolog is not a file");
    }

    [Fact]
    public void Two_runs_at_once_do_not_sign_beside_each_other()
    {
        using (File.Open(At("key.state.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            Said(2, Cosign(Request(0))).Should().Contain("in use by another run");
        Cosigned(Request(0));
    }

    [Fact]
    public void The_state_is_kept_before_the_signature_is_given_out()
    {
        using var output = new Unwritable();
        Cli.Run(Cosign(Request(0)), Stream.Null, output, new Clock()).Should().Be(2);
        File.ReadAllText(At("key.state")).Should().StartWith($"{ALog.Origin}\n300\n");
        Cosigned(Request(0)).Should().Contain(key.Name, "after the mishap the same checkpoint is cosigned again");
    }

    private sealed class Unwritable : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("The pipe is broken.");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("The pipe is broken.");
    }
}
