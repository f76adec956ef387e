using System.Globalization;
using Advance.Host.Postgres;
using CsvHelper;
using MiniExcelLibs;

namespace Advance.Host.Import;

/// <summary>One row of a file: its line as a person counts it there, and its cells by heading.</summary>
public sealed record TableRow(int Line, IReadOnlyDictionary<string, string> Cells);

/// <summary>
/// Reads CSV (comma, semicolon or tab, found by itself) and XLSX. Limits: 20,000 rows, 200 columns, 32,767 characters a cell.
/// The three heading rows of Qualtrics are known by the third, also when the mapping does not say so.
/// </summary>
public static class Table
{
    public const int MostRows = 20_000;
    private const int MostColumns = 200;

    public static IReadOnlyList<TableRow> Read(string file, int headerRows)
    {
        try
        {
            var rows = Path.GetExtension(file).ToUpperInvariant() switch
            {
                ".CSV" or ".TXT" or ".TSV" => Csv(file),
                ".XLSX" => Xlsx(file),
                var other => throw new StartupRefused($"{file}: a table is .csv or .xlsx, not {other}."),
            };
            return Shaped(file, rows, headerRows);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CsvFormatException or InvalidDataException or System.Xml.XmlException)
        {
            throw new StartupRefused($"{file} cannot be read as a table: {e.Message.Split('\n')[0]}");
        }
    }

    private static List<TableRow> Shaped(string file, List<(int Line, IReadOnlyList<string> Cells)> rows, int headerRows)
    {
        if (rows.Count < headerRows) throw new StartupRefused($"{file} has no heading.");
        if (rows.Count - headerRows > MostRows) throw new StartupRefused($"{file} has more than {MostRows} rows; split it.");
        if (headerRows == 1 && rows.Count >= 3 && IsOfQualtrics(rows[2].Cells)) headerRows = 3;
        var headings = rows[0].Cells.Select(h => h.Trim()).ToList();
        if (headings.Count > MostColumns) throw new StartupRefused($"{file} has more than {MostColumns} columns.");
        var twice = headings.Where(h => h.Length > 0).GroupBy(h => h, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1)?.Key;
        if (twice is not null) throw new StartupRefused($"{file} has the heading \"{twice}\" twice.");
        return [.. rows.Skip(headerRows).Where(r => r.Cells.Any(c => c.Length > 0)).Select(r => new TableRow(r.Line, headings
            .Select((heading, i) => (heading, cell: i < r.Cells.Count ? r.Cells[i].Trim() : "")).Where(c => c.heading.Length > 0)
            .ToDictionary(c => c.heading, c => c.cell, StringComparer.OrdinalIgnoreCase)))];
    }

    /// <summary>Qualtrics repeats the questions in the second row, and in the third names each column for its own import.</summary>
    private static bool IsOfQualtrics(IReadOnlyList<string> cells) =>
        cells.Any(c => c.Length > 0) && cells.Where(c => c.Length > 0).All(c => c.TrimStart().StartsWith("{\"ImportId\"", StringComparison.Ordinal));

    private static List<(int, IReadOnlyList<string>)> Csv(string file)
    {
        CsvReaderOptions options = new() { HasHeader = false, TrackLineNumbers = true, MaxRecordSize = 4 * 1024 * 1024, IncludeValuesInExceptions = false };
        using var stream = File.OpenRead(file);
        using var reader = CsvReader.Create(stream, options, leaveOpen: false);
        List<(int, IReadOnlyList<string>)> rows = [];
        while (reader.Read() && rows.Count <= MostRows + 10)
            rows.Add(((int)reader.LineNumber, [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i))]));
        return rows;
    }

    private static List<(int, IReadOnlyList<string>)> Xlsx(string file) =>
        [.. MiniExcel.Query(file, useHeaderRow: false).Cast<IDictionary<string, object?>>().Select((row, i) =>
            (i + 1, (IReadOnlyList<string>)[.. row.Values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture) ?? "")]))];
}
