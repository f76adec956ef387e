namespace Advance.Reporting.Disclosure;

/// <summary>
/// What a figure about persons counts: a person (thing and person are one), or something that happened to one, such as one
/// person's presence at one session. Disclosure is judged by the distinct persons behind the units.
/// </summary>
public readonly record struct Unit(Guid Thing, Guid Person)
{
    public static Unit Of(Guid person) => new(person, person);
}

/// <summary>
/// What a figure is: a number that is not about persons, a text, a number of units of persons, a share of another figure of that
/// kind, or a statistic (median, sum) over the units of persons it is about.
/// </summary>
public enum FigureKind { Number, Text, Persons, Share, Statistic }

/// <summary>A figure as the log has it, before disclosure control. <c>Events</c> are the positions of the events behind it, rising.</summary>
public sealed record Measured(string Key, string Name, FigureKind Kind, IReadOnlyList<long> Events)
{
    /// <summary>The number, for numbers and statistics; a count of persons is the size of <see cref="About"/>.</summary>
    public long? Value { get; init; }

    public string? Text { get; init; }

    /// <summary>What a number is a part of, such as the places of a cohort; never about persons.</summary>
    public long? Of { get; init; }

    /// <summary>The key of the figure that a share is a share of; it stands before the share.</summary>
    public string? ShareOf { get; init; }

    /// <summary>Days, meetings, places...; empty for a text.</summary>
    public string UnitName { get; init; } = "";

    /// <summary>Figures that divide one group among them: where their small numbers would show, their zeros are withheld too.</summary>
    public string Family { get; init; } = Key;

    /// <summary>The figure that this one is a part of: while that one is not shown, this one's zero is not shown either.</summary>
    public string? PartOf { get; init; }

    /// <summary>
    /// The way of dividing people in which the figure takes part: the main one, by institution, by career stage. A figure of
    /// another way than the main one is part of a figure of the main one; nothing else is said about where two ways cross.
    /// </summary>
    public string View { get; init; } = MainView;

    public bool IsMain => View == MainView;

    public IReadOnlySet<Unit> About { get; init; } = NoOne;

    public bool IsAboutPersons => Kind is FigureKind.Persons or FigureKind.Share or FigureKind.Statistic;

    /// <summary>The true number.</summary>
    public long? Number => Kind is FigureKind.Persons or FigureKind.Share ? About.Count : Value;

    public const string MainView = "main";

    private static readonly IReadOnlySet<Unit> NoOne = new HashSet<Unit>();
}

/// <summary>How much of a figure a report shows.</summary>
public enum FigureState
{
    /// <summary>The figure itself, and the events behind it.</summary>
    Exact,

    /// <summary>There are persons, but fewer than the threshold.</summary>
    BelowThreshold,

    /// <summary>Not shown, because it would reveal a number below the threshold, here or elsewhere.</summary>
    Withheld,

    /// <summary>The value of an earlier report stands: the difference to it would reveal a number below the threshold.</summary>
    Earlier,
}

/// <summary>A figure as a report shows it. A count is in <c>Value</c>, a share in <c>Numerator</c> and <c>Denominator</c>.</summary>
public sealed record Figure(string Key, string Name, FigureKind Kind, FigureState State, string UnitName)
{
    public long? Value { get; init; }
    public long? Of { get; init; }
    public string? Text { get; init; }
    public long? Numerator { get; init; }
    public long? Denominator { get; init; }

    /// <summary>The position of the report whose value stands, when it is an earlier one.</summary>
    public long? Since { get; init; }

    /// <summary>The positions in the log of the events behind the figure; null when the figure is not shown as it is.</summary>
    public IReadOnlyList<long>? Events { get; init; }
}
