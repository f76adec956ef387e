using System.Globalization;
using System.Text;
using Advance.Contracts;

namespace Advance.Integration;

/// <summary>A position of the log as integrators hold it: opaque, so that what stands in it can change.</summary>
public static class Cursor
{
    private const string Version = "1:";

    public static string Of(long position) =>
        Convert.ToHexStringLower(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Version}{position}")));

    /// <summary>The position behind which to go on; none is the beginning. 400 for what is no cursor.</summary>
    public static long Position(string? cursor, string field = "after")
    {
        if (string.IsNullOrEmpty(cursor)) return 0;
        var position = 0L;
        Shape.Of((!TryRead(cursor, out position), field, "This is not a cursor of this feed."));
        return position;
    }

    private static bool TryRead(string cursor, out long position)
    {
        position = 0;
        if (cursor.Length > 60 || cursor.Length % 2 != 0 || !cursor.All(char.IsAsciiHexDigitLower)) return false;
        var text = Encoding.ASCII.GetString(Convert.FromHexString(cursor));
        return text.StartsWith(Version, StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(Version.Length), NumberStyles.None, CultureInfo.InvariantCulture, out position);
    }
}
