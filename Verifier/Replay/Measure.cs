namespace Advance.Verifier.Replay;

/// <summary>Somebody, or something that happened to somebody, and the event that makes it count.</summary>
public readonly record struct Unit(string Thing, string Person, ulong Seq)
{
    public static Unit Of(string person, ulong seq) => new(person, person, seq);
}

/// <summary>A figure as the log has it, before anything of it is withheld.</summary>
public sealed record Measure(string Key, string Name, string Kind, string UnitName)
{
    private readonly Unit[] units = [];

    /// <summary>What it counts or is about; empty for numbers and texts, which are not about persons.</summary>
    public IReadOnlyList<Unit> Units
    {
        get => units;
        init => (units, Seqs) = ([.. value], value.Select(u => u.Seq));
    }

    /// <summary>The events behind it.</summary>
    public IEnumerable<ulong> Seqs { get; init; } = [];

    public long? Value { get; init; }

    public long? Of { get; init; }

    public string? Text { get; init; }

    /// <summary>The key of the figure that a share is a share of.</summary>
    public string? ShareOf { get; init; }

    /// <summary>The way of dividing people to which it belongs; figures of another way than the main one do not name their events.</summary>
    public string View { get; init; } = Main;

    public const string Main = "main";

    /// <summary>Figures that divide one group among them.</summary>
    public string Family { get; init; } = Key;

    /// <summary>The key of the figure that it is a part of.</summary>
    public string? PartOf { get; init; }

    public bool IsAboutPersons => Kind is "persons" or "share" or "statistic";

    /// <summary>How many different things it counts.</summary>
    public int Count => units.Select(u => (u.Thing, u.Person)).Distinct().Count();

    /// <summary>How many different persons are behind them.</summary>
    public int Persons => units.Select(u => u.Person).Distinct(StringComparer.Ordinal).Count();

    /// <summary>The true number.</summary>
    public long? Number => Kind is "persons" or "share" ? Count : Value;

    public static Measure OfPersons(string key, string name, IEnumerable<Unit> units, string unitName = "persons", string? partOf = null) =>
        new(key, name, "persons", unitName) { Units = [.. units], PartOf = partOf };

    public static Measure OfShare(string key, string name, string of, IEnumerable<Unit> units, string unitName = "persons") =>
        new(key, name, "share", unitName) { Units = [.. units], ShareOf = of };

    public static Measure OfStatistic(string key, string name, IReadOnlyList<Unit> units, long? value, string unitName, long? of = null) =>
        new(key, name, "statistic", unitName) { Units = units, Value = units.Count == 0 ? 0 : value, Of = of };

    public static Measure OfNumber(string key, string name, long? value, IEnumerable<ulong> seqs, string unitName, long? of = null) =>
        new(key, name, "number", unitName) { Value = value, Seqs = seqs, Of = of };
}
