using System.Text;
using Advance.Contracts;
using Advance.Matching.Mentorships;
using Advance.Matching.Sealed;
using Advance.Tests.Specs.Strands;
using static Advance.Tests.Specs.Matching.Rounds;

namespace Advance.Tests.Specs.Matching;

/// <summary>Why a mentorship ended is for the ombudsperson alone.</summary>
public class SealedReasonSpecs
{
    private static readonly Guid Pair = Ids.New();
    private static readonly (byte[] Private, byte[] Public) Keys = SealedBox.NewKeys();

    private static Mentorship Running => Given.The<Mentorship>(new PairProposed(Pair, Id, Cohorts.Id, Ada, GraceMentor, Grace, 800),
        new MentorshipFormed(Pair, Cohorts.Id, Ada, GraceMentor, Grace));
    private static Mentorship Ended => Running.Evolve(new MentorshipEnded(Pair, Cohorts.Id, Ada, GraceMentor));

    [Theory]
    [InlineData(""), InlineData("We never met."), InlineData("Trop de travail ; ça n'allait plus.")]
    public void What_is_sealed_is_read_with_the_private_key_and_no_other(string text)
    {
        var message = Encoding.UTF8.GetBytes(text + new string(' ', 1));
        var box = SealedBox.Seal(Keys.Public, message);
        SealedBox.Open(Keys.Private, box).Should().Equal(message);
        SealedBox.Open(SealedBox.NewKeys().PrivateKey, box).Should().BeNull();
        SealedBox.Seal(Keys.Public, message).Should().NotEqual(box, "each box has a key of its own");
    }

    [Fact]
    public void A_box_that_was_changed_in_any_byte_does_not_open()
    {
        var box = SealedBox.Seal(Keys.Public, "a reason"u8);
        for (var at = 0; at < box.Length; at++)
        {
            byte[] changed = [.. box];
            changed[at] ^= 0x20;
            SealedBox.Open(Keys.Private, changed).Should().BeNull($"byte {at} was changed");
        }

        SealedBox.Open(Keys.Private, box.AsSpan(0, box.Length - 1)).Should().BeNull();
        SealedBox.IsBox(box.AsSpan(0, 57)).Should().BeFalse();
    }

    [Fact]
    public void A_reason_is_sealed_after_an_ending_by_either_and_says_whose_it_is_to_the_ombudsperson_only()
    {
        var box = Seal(Ended, new("We had nothing to say to each other."));
        box.Should().NotContain("nothing");
        var letter = SealedBox.Open(Keys.Private, Convert.FromBase64String(box))!;
        (letter.Length % 1024).Should().Be(0, "the length says little");
        Encoding.UTF8.GetString(letter).Should().Contain("We had nothing to say").And.Contain(Pair.ToString()).And.Contain("mentee");
        var own = Convert.ToBase64String(SealedBox.Seal(Keys.Public, "sealed at home"u8));
        Seal(Ended, new(Box: own)).Should().Be(own);
    }

    [Fact]
    public void Sealing_is_refused_before_an_ending_without_a_key_for_another_key_and_without_end()
    {
        Then.Refused("mentorship-not-ended", () => Seal(Running, new("x")));
        Then.Refused("ombudsperson-key-missing", () => SealReasonEndpoint.Decide(Ended, new(), PairSide.Mentee, null, new("x")));
        var forAnother = Convert.ToBase64String(SealedBox.Seal(SealedBox.NewKeys().PublicKey, "x"u8));
        Then.Refused("sealed-for-another-key", () => Seal(Ended, new(Box: forAnother)));
        Then.Refused("too-many-reasons", () => SealReasonEndpoint.Decide(Ended, new() { Count = 6 }, PairSide.Mentee, Keys.Public, new("x")));
    }

    [Fact]
    public void A_reason_has_a_shape_and_a_command_never_says_it()
    {
        foreach (var wrong in new SealReason[] { new(), new("x", "y"), new(" "), new(new string('x', 5001)), new(Box: "no base64"), new(Box: "AAAA") })
            FluentActions.Invoking(() => SealReasonEndpoint.Validate(wrong)).Should().Throw<Malformed>();
        SealReasonEndpoint.Validate(new("x"));
        new SealReason("my reason").ToString().Should().NotContain("my reason");
    }

    [Fact]
    public void Beside_a_box_stand_a_random_id_and_the_month_and_nothing_else()
    {
        typeof(SealedReason).GetProperties().Select(p => p.Name).Should().BeEquivalentTo(["Id", "Box", "Month"]);
        typeof(SealingsOfMentorship).GetProperties().Select(p => p.Name).Should().BeEquivalentTo(["Id", "Count"]);
    }

    private static string Seal(Mentorship mentorship, SealReason command) =>
        SealReasonEndpoint.Decide(mentorship, new(), PairSide.Mentee, Keys.Public, command);
}
