using System.Globalization;
using System.Text;

namespace Advance.Events;

/// <summary>One gathering as an iCalendar object (RFC 5545): CRLF lines folded at 75 octets, text escaped, times in UTC.</summary>
public static class Calendar
{
    private const int MostOctets = 75; // RFC 5545, 3.1: a line, without its break

    /// <summary>
    /// The gathering, with the link for those who may see it; <c>recordedAt</c> is when it last became what it is (DTSTAMP, LAST-MODIFIED).
    /// </summary>
    public static string Of(Gathering gathering, GatheringText text, string? online, DateTimeOffset recordedAt)
    {
        List<string> lines =
        [
            "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//University of Luxembourg//Advance//EN", "BEGIN:VEVENT",
            $"UID:{gathering.Id}@advance.uni.lu", $"DTSTAMP:{Utc(recordedAt)}", $"LAST-MODIFIED:{Utc(recordedAt)}",
            $"SEQUENCE:{gathering.Revision}", $"DTSTART:{Utc(gathering.StartsAt)}", $"DTEND:{Utc(gathering.EndsAt)}",
            $"SUMMARY:{Escaped(text.Title)}",
        ];
        if (text.Place is not null) lines.Add($"LOCATION:{Escaped(text.Place)}");
        if (online is not null) lines.Add($"URL:{new Uri(online).AbsoluteUri}"); // a URI is not text: it is not escaped
        lines.AddRange([$"STATUS:{(gathering.Status == GatheringStatus.Cancelled ? "CANCELLED" : "CONFIRMED")}", "END:VEVENT", "END:VCALENDAR"]);
        return string.Concat(lines.Select(l => Folded(l) + "\r\n"));
    }

    /// <summary>The value type TEXT (3.3.11): backslash, semicolon, comma and line breaks are escaped.</summary>
    public static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    /// <summary>A long line goes on after CRLF and a space; never within a character of UTF-8.</summary>
    public static string Folded(string line)
    {
        StringBuilder folded = new();
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > MostOctets)
            {
                folded.Append("\r\n ");
                octets = 1; // the space counts
            }

            folded.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        return folded.ToString();
    }

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
