using Advance.Reporting.Disclosure;

namespace Advance.Reporting.Figures;

/// <summary>A unit and the position of the event that makes it count.</summary>
public readonly record struct Counted(Unit Unit, long Seq);

/// <summary>Collects figures in the order of their importance: where two cannot both be shown, the first is.</summary>
public sealed class Sheet
{
    private readonly List<Measured> _figures = [];

    public IReadOnlyList<Measured> Figures => _figures;

    public void Number(string key, string name, long? value, IEnumerable<long> events, string unit = "", long? of = null) =>
        _figures.Add(new(key, name, FigureKind.Number, Rising(events)) { Value = value, Of = of, UnitName = unit });

    public void Text(string key, string name, string? text, IEnumerable<long> events) =>
        _figures.Add(new(key, name, FigureKind.Text, Rising(events)) { Text = text?.Normalize() });

    public void Persons(string key, string name, IEnumerable<Counted> counted, string unit = "persons", long? of = null,
        string? family = null, string? partOf = null, string view = Measured.MainView)
    {
        var all = counted.ToList();
        _figures.Add(new(key, name, FigureKind.Persons, Rising(all.Select(c => c.Seq)))
        {
            About = all.Select(c => c.Unit).ToHashSet(),
            Of = of,
            UnitName = unit,
            Family = family ?? key,
            PartOf = partOf,
            View = view,
        });
    }

    public void Share(string key, string name, string of, IEnumerable<Counted> counted, string unit = "persons")
    {
        var all = counted.ToList();
        _figures.Add(new(key, name, FigureKind.Share, Rising(all.Select(c => c.Seq)))
        {
            About = all.Select(c => c.Unit).ToHashSet(),
            ShareOf = of,
            UnitName = unit,
        });
    }

    public void Statistic(string key, string name, long? value, IEnumerable<Counted> about, string unit, long? of = null)
    {
        var all = about.ToList();
        _figures.Add(new(key, name, FigureKind.Statistic, Rising(all.Select(c => c.Seq)))
        {
            About = all.Select(c => c.Unit).ToHashSet(),
            Value = all.Count == 0 ? 0 : value,
            Of = of,
            UnitName = unit,
        });
    }

    private static List<long> Rising(IEnumerable<long> events) => [.. events.Distinct().Order()];
}
