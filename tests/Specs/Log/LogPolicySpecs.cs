using System.Text;
using Advance.Reporting.Log;
using Advance.Reporting.Log.Server;
using Advance.Verifier;

namespace Advance.Tests.Specs.Log;

public class LogPolicySpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly NoteSigner Ours = Signer("advance.example/log", NoteKey.Log, 1);
    private static readonly NoteSigner[] Witnesses = [.. Enumerable.Range(0, 5).Select(i => Signer($"w{i}.example", NoteKey.Witness, 10 + i))];

    // Two of the first three and one of the last two: the shape of the example in C2SP tlog-policy.
    private static readonly string TwoLevels = $"""
        # two organisations
        log {Ours.PublicKey} https://advance.example/log
        witness X1 {Witnesses[0].PublicKey}
        witness X2 {Witnesses[1].PublicKey}
        {"\t"}witness X3 {Witnesses[2].PublicKey} https://x3.example
        group X 2 X1 X2 X3
        witness Y1 {Witnesses[3].PublicKey}
        witness Y2 {Witnesses[4].PublicKey}
        group Y any Y1 Y2
        group X-and-Y all X Y
        quorum X-and-Y

        """;

    [Fact]
    public void A_quorum_over_groups_is_met_by_exactly_the_sets_that_the_rule_names()
    {
        for (var set = 0; set < 32; set++)
        {
            var cosigners = Witnesses.Where((_, i) => (set >> i & 1) == 1).ToArray();
            var met = int.PopCount(set & 7) >= 2 && set >> 3 != 0;
            Accepted(TwoLevels, Signed([Ours, .. cosigners])).Should().Be((met, met), $"{set} is the set of witnesses");
        }
    }

    [Fact]
    public void A_report_waits_for_a_checkpoint_that_the_quorum_has_cosigned()
    {
        var policy = LogPolicy.Parse(Encoding.UTF8.GetBytes(TwoLevels));
        var (half, full) = (Signed([Ours, .. Witnesses[..2]]), Signed([Ours, .. Witnesses[1..4]]));
        (policy.IsMetBy(half), policy.IsMetBy(full)).Should().Be((false, true));
        Then.Refused("awaiting-witnesses", () => Issuing.Cosigned((half, policy.IsMetBy(half))));
        Issuing.Cosigned((full, policy.IsMetBy(full))).Should().BeSameAs(full);
    }

    [Fact]
    public void The_log_itself_must_have_signed_under_its_own_name()
    {
        using var other = Signer("other.example/log", NoteKey.Log, 2);
        var policy = LogPolicy.WithoutWitnesses(Ours.PublicKey, other.PublicKey);
        Accepted(policy, Signed([Ours])).Should().Be((true, true));
        Accepted(policy, Signed([other])).Should().Be((false, false), "its name is not the origin");
        Accepted(policy, Signed([Witnesses[0]])).Should().Be((false, false), "a witness is not the log");
        Accepted(LogPolicy.WithoutWitnesses(other.PublicKey), Signed([Ours])).Should().Be((false, false), "the key is unknown");
    }

    [Theory]
    [InlineData("quorum none\nquorum none"), InlineData("quorum nobody"), InlineData("group g 2 a\nquorum g"), InlineData("group g 0 a\nquorum g")]
    [InlineData("group g all\nquorum none"), InlineData("group g any a\ngroup h any a\nquorum h"), InlineData("group g any none\nquorum g")]
    [InlineData("group none any a\nquorum none"), InlineData("group g any g\nquorum g"), InlineData("trust everyone\nquorum none"), InlineData("# no quorum")]
    [InlineData("group g any a a\nquorum g"), InlineData("quorum none\r"), InlineData("witness b broken+00000000+AAAA\nquorum none")]
    public void A_malformed_policy_is_refused_by_both(string lines)
    {
        var policy = Encoding.UTF8.GetBytes($"log {Ours.PublicKey}\nwitness a {Witnesses[0].PublicKey}\n{lines}\n");
        FluentActions.Invoking(() => LogPolicy.Parse(policy)).Should().Throw<FormatException>();
        FluentActions.Invoking(() => new Policy(policy)).Should().Throw<FormatException>();
    }

    [Fact]
    public void A_key_that_stands_twice_or_in_the_wrong_role_is_refused_by_both()
    {
        string[] wrong =
        [
            $"log {Ours.PublicKey}\nlog {Ours.PublicKey}\nquorum none\n",
            $"log {Witnesses[0].PublicKey}\nquorum none\n",
            $"log {Ours.PublicKey}\nwitness a {Ours.PublicKey}\nquorum a\n",
            $"log {Ours.PublicKey}\nwitness a {Witnesses[0].PublicKey}\nwitness b {Witnesses[0].PublicKey}\nquorum a\n",
        ];
        foreach (var policy in wrong.Select(Encoding.UTF8.GetBytes))
        {
            FluentActions.Invoking(() => LogPolicy.Parse(policy)).Should().Throw<FormatException>();
            FluentActions.Invoking(() => new Policy(policy)).Should().Throw<FormatException>();
        }
    }

    private static (bool Server, bool Verifier) Accepted(string policy, SignedNote note)
    {
        var bytes = Encoding.UTF8.GetBytes(policy);
        return (Holds(() => LogPolicy.Parse(bytes).Accept(note)), Holds(() => new Policy(bytes).Believe(new Note(note.ToBytes()))));
    }

    private static bool Holds<T>(Func<T> step)
    {
        try
        {
            step();
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static SignedNote Signed(NoteSigner[] signers) =>
        new Advance.Reporting.Log.Checkpoint("advance.example/log", 0, MerkleTree.EmptyRoot).Sign(Noon, signers);

    private static NoteSigner Signer(string name, byte type, int seed) => new(name, type, [.. Enumerable.Repeat((byte)seed, 32)]);
}
