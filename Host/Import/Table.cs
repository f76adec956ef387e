using System.Globalization;
using System.Text;
using Advance.Host.Postgres;
using CsvHelper;
using MiniExcelLibs;

namespace Advance.Host.Import;

/// <summary>One row of a file: its line as a person counts it there, and its cells by heading.</summary>
public sealed record TableRow(int Line, IReadOnlyDictionary<string, string> Cells);

/// <summary>
/// Reads CSV (comma, semicolon or tab, found by itself) and the first sheet of an XLSX. Limits: 50 MB, 20,000 rows, 200 columns, 32,767
/// characters a cell. The three heading rows of Qualtrics are known by the third, also when the mapping does not say so. A CSV that is not
/// UTF-8 (or, by its mark, UTF-16) is read as Windows writes it. A day is a day in ISO's order, whatever the sheet shows.
/// </summary>
public static class Table
{
    public const int MostRows = 20_000;
    private const int MostColumns = 200;
    private const int MostMegabytes = 50;
    private const int MostCharacters = 32_767;

    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static IReadOnlyList<TableRow> Read(string file, int headerRows)
    {
        try
        {
            var (bytes, isZip) = (new FileInfo(file).Length, Begins(file, "PK"u8));
            if (bytes > MostMegabytes * 1024L * 1024) throw new StartupRefused($"{file} has {bytes / 1024 / 1024} MB; a table has at most {MostMegabytes}.");
            var rows = Path.GetExtension(file).ToUpperInvariant() switch
            {
                ".CSV" or ".TXT" or ".TSV" => isZip
                    ? throw new StartupRefused($"{file} is no CSV but a workbook or archive: save it as CSV, or name it .xlsx.")
                    : Csv(file),
                ".XLSX" => isZip ? Xlsx(file)
                    : throw new StartupRefused($"{file} is no workbook of Excel, whatever its name says: save it as .xlsx or as CSV."),
                ".XLS" or ".ODS" or ".NUMBERS" => throw new StartupRefused($"{file}: save the table as .xlsx or as CSV first."),
                var other => throw new StartupRefused($"{file}: a table is .csv or .xlsx, not {other}."),
            };
            return Shaped(file, rows, headerRows);
        }
        catch (InvalidOperationException)
        {
            throw new StartupRefused($"{file} has no sheet that can be read; save it again as .xlsx, or as CSV.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CsvFormatException or InvalidDataException or System.Xml.XmlException
            or KeyNotFoundException or ArgumentException or FormatException)
        {
            throw new StartupRefused($"{file} cannot be read as a table: {e.Message.Split('\n')[0]}");
        }
    }

    private static List<TableRow> Shaped(string file, List<(int Line, IReadOnlyList<string> Cells)> rows, int headerRows)
    {
        if (rows.Count < headerRows || rows[0].Cells.All(string.IsNullOrWhiteSpace)) throw new StartupRefused($"{file} has no heading in its first row.");
        if (rows.Count - headerRows > MostRows) throw new StartupRefused($"{file} has more than {MostRows} rows; split it.");
        if (headerRows == 1 && rows.Count >= 3 && IsOfQualtrics(rows[2].Cells)) headerRows = 3;
        var headings = rows[0].Cells.Select(h => h.Trim()).Reverse().SkipWhile(h => h.Length == 0).Reverse().ToList();
        if (headings.Count > MostColumns) throw new StartupRefused($"{file} has more than {MostColumns} columns.");
        var twice = headings.Where(h => h.Length > 0).GroupBy(h => h, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (rows.FirstOrDefault(r => r.Cells.Any(c => c.Length > MostCharacters)) is { Line: > 0 } long_)
            throw new StartupRefused($"{file}, line {long_.Line}: a cell has more than {MostCharacters} characters; perhaps a quotation mark is not closed.");
        if (twice is not null) throw new StartupRefused($"{file} has the heading \"{twice}\" twice.");
        return [.. rows.Skip(headerRows).Where(r => r.Cells.Any(c => !string.IsNullOrWhiteSpace(c))).Select(r => new TableRow(r.Line, headings
            .Select((heading, i) => (heading, cell: i < r.Cells.Count ? r.Cells[i].Trim() : "")).Where(c => c.heading.Length > 0)
            .ToDictionary(c => c.heading, c => c.cell, StringComparer.OrdinalIgnoreCase)))];
    }

    /// <summary>Qualtrics repeats the questions in the second row, and in the third names each column for its own import.</summary>
    private static bool IsOfQualtrics(IReadOnlyList<string> cells) =>
        cells.Any(c => c.Length > 0) && cells.Where(c => c.Length > 0).All(c => c.TrimStart().StartsWith("{\"ImportId\"", StringComparison.Ordinal));

    private static List<(int, IReadOnlyList<string>)> Csv(string file)
    {
        CsvReaderOptions options = new() { HasHeader = false, TrackLineNumbers = true, MaxRecordSize = 4 * 1024 * 1024, IncludeValuesInExceptions = false };
        using var text = new StreamReader(file, EncodingOf(file), detectEncodingFromByteOrderMarks: true);
        using var reader = CsvReader.Create(text, options, leaveOpen: false);
        List<(int, IReadOnlyList<string>)> rows = [];
        while (reader.Read() && rows.Count <= MostRows + 10)
            rows.Add(((int)reader.LineNumber, [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i))]));
        return rows;
    }

    /// <summary>UTF-8 unless some bytes cannot be: then Excel wrote them on a Windows of western Europe.</summary>
    private static Encoding EncodingOf(string file)
    {
        try
        {
            using var reader = new StreamReader(file, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
            var buffer = new char[64 * 1024];
            while (reader.Read(buffer) is > 0 and var read)
                if (buffer.AsSpan(0, read).Contains('\0')) throw new StartupRefused($"{file} is no text, so it is no CSV.");
            return Encoding.UTF8;
        }
        catch (DecoderFallbackException)
        {
            return Windows;
        }
    }

    private static bool Begins(string file, ReadOnlySpan<byte> with)
    {
        using var stream = File.OpenRead(file);
        var head = new byte[with.Length];
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && with.SequenceEqual(head);
    }

    private static List<(int, IReadOnlyList<string>)> Xlsx(string file) =>
        [.. MiniExcel.Query(file, useHeaderRow: false).Cast<IDictionary<string, object?>>().Take(MostRows + 10).Select((row, i) =>
            (i + 1, (IReadOnlyList<string>)[.. row.Values.Take(MostColumns + 1).Select(Text)]))];

    private static string Text(object? cell) => cell switch
    {
        DateTime { TimeOfDay.Ticks: 0 } day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        DateTime instant => instant.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };
}
