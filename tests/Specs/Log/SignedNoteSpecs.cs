using System.Text;
using Advance.Reporting.Log;
using Advance.Verifier;

namespace Advance.Tests.Specs.Log;

public class SignedNoteSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    // C2SP signed-note v1; golang.org/x/mod/sumdb/note; the Go checksum database's own key and one of its checkpoints.
    public static TheoryData<string, string> Known => new()
    {
        {
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
        },
        {
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
        },
        {
            "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
            "go.sum database tree\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u2014 sum.golang.org Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
        },
    };

    [Theory, MemberData(nameof(Known))]
    public void Notes_of_others_verify_and_come_out_as_they_went_in(string vkey, string text)
    {
        var (key, bytes) = (NoteKey.Parse(vkey), Encoding.UTF8.GetBytes(text));
        var note = SignedNote.Parse(bytes);
        note.SignedBy([key]).Should().Equal(key);
        note.ToBytes().Should().Equal(bytes);
        key.ToString().Should().Be(vkey);
        new Note(bytes).SignedBy(new VerifierKey(vkey)).Should().BeTrue();
    }

    [Fact]
    public void Signing_with_the_key_of_the_Go_tests_gives_the_signature_of_the_Go_tests()
    {
        // PRIVATE+KEY+PeterNeumann+c74f20a3+...: the base64 is the kind of key and then the seed.
        var seed = Convert.FromBase64String("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1..];
        using var signer = new NoteSigner("PeterNeumann", NoteKey.Log, seed);
        var (vkey, text) = ((string)Known.ElementAt(1).Data.Item1, Known.ElementAt(1).Data.Item2);
        signer.PublicKey.ToString().Should().Be(vkey);
        var note = SignedNote.Sign(text[..(text.IndexOf("\n\n", StringComparison.Ordinal) + 1)], Noon, signer);
        Encoding.UTF8.GetString(note.ToBytes()).Should().Be(text);
    }

    [Theory, MemberData(nameof(Known))]
    public void A_note_with_any_byte_changed_is_not_believed_by_either(string vkey, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < bytes.Length; i++)
        {
            var forged = bytes.ToArray();
            forged[i] ^= 1;
            Believed(() => SignedNote.Parse(forged).SignedBy([NoteKey.Parse(vkey)]).Count > 0).Should().BeFalse($"byte {i} is another");
            Believed(() => new Note(forged).SignedBy(new VerifierKey(vkey))).Should().BeFalse($"byte {i} is another");
        }
    }

    [Fact]
    public void Both_examples_of_a_checkpoint_in_the_C2SP_texts_are_read()
    {
        const string Text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
            + "\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
            + "\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
        var note = SignedNote.Parse(Encoding.UTF8.GetBytes(Text));
        var checkpoint = Advance.Reporting.Log.Checkpoint.Parse(note.Text);
        (checkpoint.Origin, checkpoint.Size).Should().Be(("example.com/behind-the-sofa", 20852163L));
        checkpoint.Text.Should().Be(note.Text);
        note.Signatures.Select(s => s.Bytes.Length).Should().Equal(64, 72);
        // The cosignature of the example was made at "time 1679315147".
        note.Signatures[1].Bytes[..8].Should().Equal(0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb);
        Advance.Verifier.Checkpoint.Of(new Note(Encoding.UTF8.GetBytes(Text))).Size.Should().Be(20852163);
    }

    [Fact]
    public void A_witness_signs_its_time_with_the_text_and_both_readers_verify_it()
    {
        using var witness = new NoteSigner("witness.example/w", NoteKey.Witness, Enumerable.Repeat((byte)7, 32).ToArray());
        var note = SignedNote.Sign("origin\n0\nroot\n", Noon, witness);
        note.SignedBy([witness.PublicKey]).Should().HaveCount(1);
        var verifier = new VerifierKey(witness.PublicKey.ToString());
        new Note(note.ToBytes()).SignedBy(verifier).Should().BeTrue();
        note.Signatures[0].Bytes[7] ^= 1;
        Believed(() => note.SignedBy([witness.PublicKey]).Count > 0).Should().BeFalse("the time is another");
        Believed(() => new Note(note.ToBytes()).SignedBy(verifier)).Should().BeFalse("the time is another");
    }

    [Theory]
    [InlineData("text\n"), InlineData("text\n\n"), InlineData("text\n\n- a AAAAAAA=\n"), InlineData("te\rxt\n\n\u2014 a AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a AAAAAAA="), InlineData("text\n\n\u2014 a  AAAAAAA=\n"), InlineData("text\n\n\u2014 a+b AAAAAAA=\n")]
    [InlineData("text\n\n\u2014 a AAAA\n"), InlineData("text\n\n\u2014 a AAAAAAB=\n"), InlineData("")]
    public void What_is_not_a_note_is_refused_by_both(string text)
    {
        Believed(() => SignedNote.Parse(Encoding.UTF8.GetBytes(text)) is not null).Should().BeFalse();
        Believed(() => new Note(Encoding.UTF8.GetBytes(text)) is not null).Should().BeFalse();
    }

    [Theory]
    [InlineData("origin\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"), InlineData("\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("origin\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"), InlineData("origin\n1\nCsUY\n"), InlineData("origin\n1\n")]
    [InlineData("origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\nmore\n"), InlineData("origin\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    public void What_is_not_a_checkpoint_is_refused_by_both(string text)
    {
        using var signer = new NoteSigner("origin", NoteKey.Log, new byte[32]);
        var note = SignedNote.Sign(text, Noon, signer).ToBytes();
        Believed(() => Advance.Reporting.Log.Checkpoint.Parse(text) is not null).Should().BeFalse();
        Believed(() => Advance.Verifier.Checkpoint.Of(new Note(note)) is not null).Should().BeFalse();
    }

    private static bool Believed(Func<bool> check)
    {
        try
        {
            return check();
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
