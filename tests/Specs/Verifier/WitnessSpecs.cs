using System.Text;
using System.Text.Json;
using Advance.Reporting.Log;
using Advance.Verifier;
using Checkpoint = Advance.Reporting.Log.Checkpoint;

namespace Advance.Tests.Specs.Verifier;

/// <summary>A partner's witness: it cosigns what continues what it cosigned, and nothing else, whatever it is handed.</summary>
public sealed class WitnessSpecs : IDisposable
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 9, 30, 0, TimeSpan.Zero);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("advance-witness-");
    private readonly ALog log = new();
    private readonly NoteKey key;

    public WitnessSpecs()
    {
        log.HoldSessions(300);
        File.WriteAllText(At("policy"), $"log {log.Signer.PublicKey}\nquorum none\n");
        key = NoteKey.Parse(Said(0, "witness", "keygen", "--name", "lih.example/advance", "--out", At("key")).Trim());
    }

    public void Dispose()
    {
        log.Dispose();
        folder.Delete(recursive: true);
    }

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

    [Fact]
    public void It_cosigns_the_first_checkpoint_and_then_each_that_continues_it_with_the_time_of_its_clock()
    {
        var first = SignedNote.Parse(Encoding.UTF8.GetBytes(Cosigned(Request(0))));
        first.SignedBy([key]).Should().Equal(key);
        first.SignedBy([log.Signer.PublicKey]).Should().ContainSingle();
        first.Signatures.Should().HaveCount(2, "the note is the log's and the witness's alone");
        var line = first.Signatures.Single(s => s.Name == key.Name).Bytes;
        new DateTimeOffset(DateTime.UnixEpoch, TimeSpan.Zero).AddSeconds(System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(line)).Should().Be(Now);
        File.ReadAllText(At("key.state")).Should().Be($"{ALog.Origin}\n300\n{Convert.ToBase64String(log.RootAt(300))}\n");
        foreach (var more in new[] { 1, 211, 513 })
        {
            var before = log.Envelopes.Count;
            log.HoldSessions(more);
            SignedNote.Parse(Encoding.UTF8.GetBytes(Cosigned(Request(before)))).SignedBy([key]).Should().ContainSingle();
        }
    }

    [Fact]
    public void Asked_again_for_the_same_checkpoint_it_signs_again_with_or_without_a_proof()
    {
        Cosigned(Request(0));
        foreach (var request in new[] { Request(0), Request(300), log.Checkpoint().ToBytes() })
            SignedNote.Parse(Encoding.UTF8.GetBytes(Cosigned(request))).SignedBy([key]).Should().ContainSingle();
        using var json = JsonDocument.Parse(Said(0, "cosign", Write(Request(0)), "--key", At("key"), "--policy", At("policy"), "--json"));
        SignedNote.Parse(Encoding.UTF8.GetBytes(json.RootElement.GetProperty("note").GetString()!)).SignedBy([key]).Should().ContainSingle();
    }

    [Fact]
    public void It_goes_on_by_the_exported_log_as_well()
    {
        Cosigned(log.Checkpoint().ToBytes(), "--log", Export());
        log.HoldSessions(100);
        Said(2, Cosign(log.Checkpoint().ToBytes())).Should().Contain("no proof").And.Contain("size 300 was cosigned last");
        Refused(log.Checkpoint().ToBytes(), "--log", Write([.. log.Envelopes.Take(399).SelectMany(e => e.Append((byte)'\n'))])).Should().Contain("log: it has 399 events");
        Refused(log.Checkpoint().ToBytes(), "--log", Write(log.Export()[..^1])).Should().Contain("log: it ends within leaf 399 (line 400)");
        (log.Envelopes[20], log.Envelopes[21]) = (log.Envelopes[21], log.Envelopes[20]);
        Refused(log.Checkpoint().ToBytes(), "--log", Export()).Should().Contain("its first 300 events do not give the root of what was cosigned before");
        (log.Envelopes[20], log.Envelopes[21]) = (log.Envelopes[21], log.Envelopes[20]);
        Cosigned(log.Checkpoint().ToBytes(), "--log", Export()).Should().Contain("\n400\n");
    }

    [Fact]
    public void It_does_not_go_back_and_does_not_sign_a_fork()
    {
        log.HoldSessions(50);
        Cosigned(Request(0));
        var state = File.ReadAllText(At("key.state"));
        Refused(Signed(300, log.RootAt(300))).Should().Contain("its size 300 is less than 350").And.Contain("does not go back");
        Refused(Signed(350, new byte[32])).Should().Contain("at size 350 it has another root").And.Contain("two histories");
        log.HoldSessions(20);
        Refused(Signed(370, new byte[32], 350, log.ConsistencyProof(350))).Should().Contain("does not show that the tree of size 370 continues that of size 350");
        Refused(Signed(370, log.RootAt(370), 350, [.. log.ConsistencyProof(350).Skip(1)])).Should().Contain("does not show");
        Refused(Signed(370, log.RootAt(370), 350, [])).Should().Contain("does not show");
        Said(2, Cosign(Request(300))).Should().Contain("a proof from size 300, but size 350 was cosigned last: ask for one from 350");
        Refused(Signed(0, MerkleTree.EmptyRoot)).Should().Contain("the log is empty");
        File.ReadAllText(At("key.state")).Should().Be(state);
        Cosigned(Request(350));
    }

    [Fact]
    public void It_signs_for_one_log_and_only_what_that_log_signed()
    {
        Cosigned(Request(0));
        using var stranger = new NoteSigner(ALog.Origin, NoteKey.Log, Enumerable.Repeat((byte)9, 32).ToArray());
        Refused(new Checkpoint(ALog.Origin, 300, log.RootAt(300)).Sign(Now, stranger).ToBytes()).Should().Contain("request: no key that the policy names");
        using var other = new NoteSigner("other.example/log", NoteKey.Log, Enumerable.Repeat((byte)8, 32).ToArray());
        File.WriteAllText(At("policy"), $"log {log.Signer.PublicKey}\nlog {other.PublicKey}\nquorum none\n");
        Refused(new Checkpoint("other.example/log", 400, new byte[32]).Sign(Now, other).ToBytes()).Should().Contain("it is of the log other.example/log, but this key witnesses advance.example/log");
        File.WriteAllText(At("policy"), "believe everybody\n");
        Refused(Request(300)).Should().Contain("the given policy");
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

    private byte[] Request(int from)
    {
        var (note, old) = (log.Checkpoint().ToBytes(), from == log.Envelopes.Count ? 0 : from);
        return [.. Encoding.ASCII.GetBytes($"old {from}\n{Lines(old == 0 ? [] : log.ConsistencyProof(old))}\n"), .. note];
    }

    private byte[] Signed(long size, byte[] root, long from = 0, IReadOnlyList<byte[]>? proof = null) =>
        [.. Encoding.ASCII.GetBytes($"old {from}\n{Lines(proof ?? [])}\n"), .. new Checkpoint(ALog.Origin, size, root).Sign(Now, log.Signer).ToBytes()];

    private static string Lines(IEnumerable<byte[]> proof) => string.Concat(proof.Select(h => Convert.ToBase64String(h) + "\n"));

    private string Export() => Write(log.Export());

    private string Cosigned(byte[] request, params string[] more) => Said(0, [.. Cosign(request), .. more]);

    private string Refused(byte[] request, params string[] more) => Said(1, [.. Cosign(request), .. more]);

    private string[] Cosign(byte[] request) => ["cosign", Write(request), "--key", At("key"), "--policy", At("policy")];

    private string At(string name) => Path.Combine(folder.FullName, name);

    private string Write(byte[] bytes)
    {
        var path = At($"file-{Guid.NewGuid():N}");
        File.WriteAllBytes(path, bytes);
        return path;
    }

    private static string Said(int exit, params string[] args)
    {
        using var output = new MemoryStream();
        var code = Cli.Run(args, Stream.Null, output, new Clock());
        var said = Encoding.UTF8.GetString(output.ToArray());
        code.Should().Be(exit, said);
        return said;
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }

    private sealed class Unwritable : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("The pipe is broken.");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("The pipe is broken.");
    }
}
