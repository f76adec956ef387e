using System.Text;
using System.Text.Json;
using Advance.Reporting.Log;
using Checkpoint = Advance.Reporting.Log.Checkpoint;

namespace Advance.Tests.Specs.Verifier;

/// <summary>A partner's witness: it cosigns what continues what it cosigned, and nothing else, whatever it is handed.</summary>
public sealed class WitnessSpecs : AWitness
{
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
}
