using System.Text;
using Advance.Contracts;
using Advance.Events;
using CsCheck;

namespace Advance.Tests.Specs.Gatherings;

/// <summary>RFC 5545: what a calendar must be able to read.</summary>
public class CalendarSpecs
{
    private static readonly GatheringText Text = new(Gatherings.Id, "Care, careers; and\\or leadership", "Maison du Savoir, Belval", null);

    [Fact]
    public void A_gathering_is_one_event_with_stamp_id_and_escaped_text() =>
        Calendar.Of(Gatherings.APlannedOne, Text, "https://uni.lu/a;b,c", new(2027, 1, 2, 3, 4, 5, TimeSpan.FromHours(1))).Should().Be(string.Join("\r\n",
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//University of Luxembourg//Advance//EN", "BEGIN:VEVENT",
            $"UID:{Gatherings.Id}@advance.uni.lu", "DTSTAMP:20270102T020405Z", "LAST-MODIFIED:20270102T020405Z", "SEQUENCE:0",
            "DTSTART:20270203T090000Z", "DTEND:20270203T110000Z", "SUMMARY:Care\\, careers\\; and\\\\or leadership",
            "LOCATION:Maison du Savoir\\, Belval", "URL:https://uni.lu/a;b,c", "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR", ""));

    [Fact]
    public void A_cancelled_gathering_says_so_with_a_higher_sequence() =>
        Calendar.Of(Gatherings.ACancelledOne, Text, null, Gatherings.Before).Should().Contain("SEQUENCE:1\r\n").And.Contain("STATUS:CANCELLED\r\n");

    [Fact]
    public void Folded_lines_have_at_most_75_octets_and_unfold_to_what_they_were() =>
        Gen.String[Gen.Char["a é漢;"], 0, 400].Sample(line =>
        {
            var folded = Calendar.Folded(line);
            folded.Split("\r\n").Should().OnlyContain(part => Encoding.UTF8.GetByteCount(part) <= 75);
            folded.Replace("\r\n ", "", StringComparison.Ordinal).Should().Be(line);
        }, iter: 300);

    [Fact]
    public void A_character_of_four_octets_is_never_torn() =>
        Calendar.Folded(new string('x', 73) + "🎓").Should().Be(new string('x', 73) + "\r\n 🎓");
}
