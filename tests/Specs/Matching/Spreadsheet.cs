using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Advance.Tests.Specs.Matching;

/// <summary>As much of a spreadsheet program as the certificate's formulas need, with the doubles that such a program counts in.</summary>
internal sealed partial class Spreadsheet
{
    private readonly Dictionary<(string Sheet, int Column, int Row), object> _cells = [];
    private string _sheet = "", _formula = "";
    private int _at;

    public Spreadsheet(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        XDocument Part(string name)
        {
            using var stream = zip.GetEntry(name)!.Open();
            return XDocument.Load(stream);
        }

        var names = Part("xl/workbook.xml").Descendants().Where(e => e.Name.LocalName == "sheet").Select(e => e.Attribute("name")!.Value).ToList();
        for (var i = 0; i < names.Count; i++)
            foreach (var cell in Part($"xl/worksheets/sheet{i + 1}.xml").Descendants().Where(e => e.Name.LocalName == "c"))
                _cells[At(names[i], cell.Attribute("r")!.Value)] = cell.Elements().Single() switch
                {
                    { Name.LocalName: "f" } f => "=" + f.Value,
                    { Name.LocalName: "v" } v => double.Parse(v.Value, CultureInfo.InvariantCulture),
                    var text => text.Value,
                };
    }

    public string Text(string sheet, int column, int row) => (string)_cells[(sheet, column, row)];

    public void Change(string sheet, int column, int row, double by) => _cells[(sheet, column, row)] = (double)_cells[(sheet, column, row)] + by;

    public double Value(string sheet, int column, int row)
    {
        if (!_cells.TryGetValue((sheet, column, row), out var cell)) return 0;
        if (cell is double number) return number;
        if (cell is not string { Length: > 0 } text || text[0] != '=') return 0;
        var (formerSheet, formerFormula, formerAt) = (_sheet, _formula, _at);
        (_sheet, _formula, _at) = (sheet, text[1..], 0);
        var value = Compared();
        _at.Should().Be(_formula.Length, $"all of {_formula} is read");
        (_sheet, _formula, _at) = (formerSheet, formerFormula, formerAt);
        return value;
    }

    private double Compared()
    {
        var left = Sum();
        return Take('=') ? (left == Sum() ? 1 : 0) : Take('>') ? (left > Sum() ? 1 : 0) : left;
    }

    private double Sum()
    {
        var sum = Take('-') ? -Quotient() : Quotient();
        while (true)
        {
            if (Take('+')) sum += Quotient();
            else if (Take('-')) sum -= Quotient();
            else return sum;
        }
    }

    private double Quotient()
    {
        var value = Single();
        while (Take('/')) value /= Single();
        return value;
    }

    private double Single()
    {
        if (Take('('))
        {
            var inner = Compared();
            Take(')').Should().BeTrue();
            return inner;
        }

        var word = Word().Match(_formula, _at).Value;
        _at += word.Length;
        if (double.TryParse(word, CultureInfo.InvariantCulture, out var number)) return number;
        return Take('(') ? Call(word) : Range(word).Single();
    }

    private double Call(string name)
    {
        double Number() { var value = Compared(); (Take(',') || Take(')')).Should().BeTrue(); return value; }
        List<double> Cells() { var word = Word().Match(_formula, _at).Value; _at += word.Length; (Take(',') || Take(')')).Should().BeTrue(); return Range(word); }
        switch (name)
        {
            case "INT": return Math.Floor(Number());
            case "ABS": return Math.Abs(Number());
            case "MOD": { var (of, by) = (Number(), Number()); return of - (by * Math.Floor(of / by)); }
            case "IF": { var (test, then, otherwise) = (Number(), Number(), Number()); return test != 0 ? then : otherwise; }
            case "AND": { var (one, other) = (Number(), Number()); return one != 0 && other != 0 ? 1 : 0; }
            case "OR": { var (one, other) = (Number(), Number()); return one != 0 || other != 0 ? 1 : 0; }
            case "SUM": return Cells().Sum();
            case "INDEX": { var (cells, at) = (Cells(), Number()); return cells[(int)at - 1]; }
            case "COUNTIFS": return Matching();
            case "COUNTIF": return CountIf();
            case "SUMPRODUCT": return SumProduct();
            default: throw new InvalidOperationException($"What is {name}?");
        }

        double CountIf()
        {
            var cells = Cells();
            if (!_formula[_at..].StartsWith("\"<0\"", StringComparison.Ordinal)) { var equal = Number(); return cells.Count(c => c == equal); }
            _at += 5;
            return cells.Count(c => c < 0);
        }

        double Matching()
        {
            List<(List<double> Cells, double Value)> tests = [];
            for (var i = 0; i < 4; i++) tests.Add((Cells(), Number()));
            return Enumerable.Range(0, tests[0].Cells.Count).Count(row => tests.All(t => t.Cells[row] == t.Value));
        }

        double SumProduct()
        {
            if (!_formula[_at..].StartsWith("--(", StringComparison.Ordinal)) return Cells().Zip(Cells(), (a, b) => a * b).Sum();
            _at += 3;
            var words = Word().Matches(_formula[_at..]).Take(2).Select(m => m.Value).ToList();
            _at += words[0].Length + words[1].Length + 3;
            return Range(words[0]).Zip(Range(words[1])).Count(c => c.First > c.Second);
        }
    }

    private List<double> Range(string word)
    {
        var sheet = word.Contains('!', StringComparison.Ordinal) ? word.Split('!')[0] : _sheet;
        var ends = word.Split('!')[^1].Replace("$", "", StringComparison.Ordinal).Split(':');
        if (ends.Length == 1) return [At(sheet, ends[0]) is var one ? Value(one.Sheet, one.Column, one.Row) : 0];
        var whole = !char.IsAsciiDigit(ends[0][^1]);
        var (from, to) = (At(sheet, whole ? ends[0] + "1" : ends[0]), At(sheet, whole ? ends[1] + _cells.Keys.Where(c => c.Sheet == sheet).Max(c => c.Row) : ends[1]));
        return [.. Enumerable.Range(from.Row, to.Row - from.Row + 1).SelectMany(row => Enumerable.Range(from.Column, to.Column - from.Column + 1)
            .Select(column => Value(sheet, column, row)))];
    }

    private bool Take(char sign)
    {
        if (_at >= _formula.Length || _formula[_at] != sign) return false;
        _at++;
        return true;
    }

    private static (string Sheet, int Column, int Row) At(string sheet, string cell)
    {
        var letters = cell.TrimEnd("0123456789".ToCharArray());
        return (sheet, letters.Aggregate(0, (column, letter) => (column * 26) + letter - 'A' + 1) - 1, int.Parse(cell[letters.Length..], CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"\G?[A-Za-z0-9$!:.]+")]
    private static partial Regex Word();
}
