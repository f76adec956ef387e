using System.Globalization;
using System.Security;
using System.Text;
using Advance.Shared;

namespace Advance.Matching.Rounds;

/// <summary>One cell: a whole number that a spreadsheet holds exactly (below 2^53), a text (never read as a formula), or a formula.</summary>
public readonly record struct Cell(long? Number, string? Text, string? Formula)
{
    public static Cell Of(long number) => new(number, null, null);
    public static Cell Of(string text) => new(null, text, null);
    public static Cell Computed(string formula) => new(null, null, formula);
}

/// <summary>A sheet: its name and its rows.</summary>
public sealed record Sheet(string Name, IReadOnlyList<IReadOnlyList<Cell>> Rows);

/// <summary>A workbook as a file of Office Open XML (ECMA-376), the least of it: sheets of numbers, texts and formulas.</summary>
public static class Workbooks
{
    public const string ContentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Types = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string PartType = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    public static byte[] Write(params IReadOnlyList<Sheet> sheets)
    {
        string Each(Func<Sheet, int, string> part) => string.Concat(sheets.Select((sheet, i) => part(sheet, i + 1)));
        return Zip.Of(
        [
            Part("[Content_Types].xml",
                $"""<Types xmlns="{Types}"><Default Extension="rels" """
                + """ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"""
                + """<Default Extension="xml" ContentType="application/xml"/>"""
                + $"""<Override PartName="/xl/workbook.xml" ContentType="{PartType}.sheet.main+xml"/>"""
                + Each((_, i) => $"""<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{PartType}.worksheet+xml"/>""")
                + "</Types>"),
            Part("_rels/.rels",
                $"""<Relationships xmlns="{PackageRelations}">"""
                + $"""<Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"""),
            Part("xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><sheets>"""
                + Each((sheet, i) => $"""<sheet name="{sheet.Name}" sheetId="{i}" r:id="rId{i}"/>""")
                + """</sheets><calcPr fullCalcOnLoad="1"/></workbook>"""),
            Part("xl/_rels/workbook.xml.rels",
                $"""<Relationships xmlns="{PackageRelations}">"""
                + Each((_, i) => $"""<Relationship Id="rId{i}" Type="{Relations}/worksheet" Target="worksheets/sheet{i}.xml"/>""")
                + "</Relationships>"),
            .. sheets.Select((sheet, i) => Part($"xl/worksheets/sheet{i + 1}.xml", Xml(sheet))),
        ]);
    }

    /// <summary>The letters of a column, counted from 0.</summary>
    public static string Column(int index) => index < 26 ? $"{(char)('A' + index)}" : Column((index / 26) - 1) + (char)('A' + (index % 26));

    private static string Xml(Sheet sheet)
    {
        var xml = new StringBuilder($"""<worksheet xmlns="{Main}"><sheetData>""");
        for (var r = 0; r < sheet.Rows.Count; r++)
        {
            xml.Append(CultureInfo.InvariantCulture, $"""<row r="{r + 1}">""");
            for (var c = 0; c < sheet.Rows[r].Count; c++) xml.Append(Xml(sheet.Rows[r][c], $"{Column(c)}{r + 1}"));
            xml.Append("</row>");
        }

        return xml.Append("</sheetData></worksheet>").ToString();
    }

    private static string Xml(Cell cell, string at) => cell switch
    {
        { Formula: { } formula } => $"""<c r="{at}"><f>{SecurityElement.Escape(formula)}</f></c>""",
        { Text: { } text } => $"""<c r="{at}" t="inlineStr"><is><t>{SecurityElement.Escape(text)}</t></is></c>""",
        _ => string.Create(CultureInfo.InvariantCulture, $"""<c r="{at}"><v>{cell.Number}</v></c>"""),
    };

    private static (string Name, byte[] Bytes) Part(string name, string xml) =>
        (name, Encoding.UTF8.GetBytes("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""" + xml));
}
