using System.Buffers;
using System.Globalization;
using System.Text;

namespace Advance.Verifier;

/// <summary>The canonical form of RFC 8785, written from the RFC and not from the server.</summary>
public static class Canonical
{
    public static byte[] Of(Json value)
    {
        var output = new ArrayBufferWriter<byte>(1024);
        Write(value, output);
        return output.WrittenSpan.ToArray();
    }

    public static void Write(Json value, ArrayBufferWriter<byte> output)
    {
        switch (value.Kind)
        {
            case Json.Kinds.Map:
                Object(value.Members, output);
                break;
            case Json.Kinds.List:
                output.Write("["u8);
                for (var i = 0; i < value.Items.Length; i++)
                {
                    if (i > 0)
                        output.Write(","u8);
                    Write(value.Items[i], output);
                }

                output.Write("]"u8);
                break;
            case Json.Kinds.Text:
                String(value.Text, output);
                break;
            case Json.Kinds.Number:
                output.Write(Encoding.ASCII.GetBytes(Number(value.Text)));
                break;
            default:
                output.Write(value.Kind == Json.Kinds.Null ? "null"u8 : value.Kind == Json.Kinds.True ? "true"u8 : "false"u8);
                break;
        }
    }

    /// <summary>A number as ECMAScript prints the nearest double.</summary>
    public static string Number(string spelling)
    {
        if (spelling.Length < 16 && spelling.AsSpan().IndexOfAny('.', 'e', 'E') < 0)
            return spelling == "-0" ? "0" : spelling;
        var value = double.Parse(spelling, CultureInfo.InvariantCulture);
        return double.IsFinite(value) ? Number(value) : throw new FormatException($"the number {spelling} is outside the range of a double");
    }

    public static string Number(double value)
    {
        if (value == 0)
            return "0";
        // The runtime's shortest digits, wherever it puts the point: 123.4, 0.001 or 1.5E-07.
        var parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        var power = parts[0].Split('.')[0].Length - 1;
        if (parts.Length > 1)
            power += int.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        while (digits[0] == '0')
            (digits, power) = (digits[1..], power - 1);
        digits = digits.TrimEnd('0');
        return (value < 0 ? "-" : "") + power switch
        {
            >= 21 or < -6 => Scientific(digits, power),
            < 0 => "0." + digits.PadLeft(digits.Length - power - 1, '0'),
            _ when digits.Length <= power + 1 => digits.PadRight(power + 1, '0'),
            _ => digits.Insert(power + 1, "."),
        };
    }

    private static string Scientific(string digits, int power) =>
        (digits.Length > 1 ? digits.Insert(1, ".") : digits) + (power < 0 ? "e-" : "e+") +
        Math.Abs(power).ToString(CultureInfo.InvariantCulture);

    private static void Object(KeyValuePair<string, Json>[] members, ArrayBufferWriter<byte> output)
    {
        if (!InOrder(members))
        {
            members = [.. members];
            Array.Sort(members, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        }

        output.Write("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0)
                output.Write(","u8);
            String(members[i].Key, output);
            output.Write(":"u8);
            Write(members[i].Value, output);
        }

        output.Write("}"u8);
    }

    private static bool InOrder(KeyValuePair<string, Json>[] members)
    {
        for (var i = 1; i < members.Length; i++)
        {
            if (string.CompareOrdinal(members[i - 1].Key, members[i].Key) >= 0)
                return false;
        }

        return true;
    }

    private static void String(string text, ArrayBufferWriter<byte> output)
    {
        output.Write("\""u8);
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= ' ' && text[i] != '"' && text[i] != '\\')
                continue;
            Encoding.UTF8.GetBytes(text.AsSpan(start, i - start), output);
            output.Write(Encoding.ASCII.GetBytes(Escape(text[i])));
            start = i + 1;
        }

        Encoding.UTF8.GetBytes(text.AsSpan(start), output);
        output.Write("\""u8);
    }

    private static string Escape(char c) => "\"\\\b\f\n\r\t".IndexOf(c, StringComparison.Ordinal) is >= 0 and var i
        ? "\\" + "\"\\bfnrt"[i]
        : $"\\u{(int)c:x4}";
}
