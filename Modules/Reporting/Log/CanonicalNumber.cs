using System.Globalization;

namespace Advance.Reporting.Log;

/// <summary>Numbers as RFC 8785 section 3.2.2.3 writes them: the shortest digits that give the same double back.</summary>
internal static class CanonicalNumber
{
    private const long MaxInteger = (1L << 53) - 1;

    public static string Of(string raw, JsonProfile profile)
    {
        if (profile == JsonProfile.Any)
            return Of(double.Parse(raw, CultureInfo.InvariantCulture));
        if (raw.AsSpan().ContainsAny('.', 'e', 'E') || raw == "-0")
            throw new FormatException($"The number {raw} is not an integer; floating point does not stand in the log.");
        if (!long.TryParse(raw, CultureInfo.InvariantCulture, out var integer) || Math.Abs((decimal)integer) > MaxInteger)
            throw new FormatException($"The number {raw} is larger than 2^53-1.");
        return raw;
    }

    public static string Of(double value)
    {
        if (!double.IsFinite(value))
            throw new FormatException("A number is outside the range of a double.");
        if (value == 0)
            return "0";
        var (digits, point) = Decompose(Math.Abs(value));
        return (value < 0 ? "-" : "") + Layout(digits, point);
    }

    // The value is 0.digits times ten to the power of point.
    private static (string Digits, int Point) Decompose(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = 0;
        if (text.IndexOf('E', StringComparison.Ordinal) is >= 0 and var e)
        {
            exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var point = exponent + (dot < 0 ? text.Length : dot);
        var digits = text.Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), point - leading);
    }

    // ECMAScript 2019, 7.1.12.1; k digits, n = point.
    private static string Layout(string digits, int point)
    {
        var k = digits.Length;
        if (k <= point && point <= 21)
            return digits + new string('0', point - k);
        if (point is > 0 and <= 21)
            return $"{digits[..point]}.{digits[point..]}";
        if (point is > -6 and <= 0)
            return "0." + new string('0', -point) + digits;
        var fraction = k == 1 ? "" : "." + digits[1..];
        return string.Create(CultureInfo.InvariantCulture,
            $"{digits[0]}{fraction}e{(point > 0 ? '+' : '-')}{Math.Abs(point - 1)}");
    }
}
