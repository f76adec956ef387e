namespace Advance.Verifier.Replay;

/// <summary>Into which cells all sets published so far divide the units; two units of one cell cannot be told apart. Cell 0 is all the rest.</summary>
public sealed class Partition(int threshold)
{
    private readonly Dictionary<(string Thing, string Person), int> cellOf = [];
    private int last;

    /// <summary>Whether no cell would be left with some, but fewer persons than the threshold, when this is published.</summary>
    public bool Bears(Measure m) => Sets(m).All(set => set.GroupBy(Cell).All(part =>
        PersonsOf(part) >= threshold && (part.Key == 0 || IsNoneOrMany(PersonsOf(In(part.Key).Except(part))))));

    private bool IsNoneOrMany(int persons) => persons == 0 || persons >= threshold;

    public void Divide(Measure m)
    {
        foreach (var set in Sets(m))
        {
            foreach (var part in set.GroupBy(Cell).ToList())
            {
                last++;
                foreach (var unit in part)
                    cellOf[unit] = last;
            }
        }
    }

    /// <summary>The cells in which a figure's units, or their persons, are.</summary>
    public IEnumerable<int> Cells(Measure m) => Sets(m).SelectMany(set => set).Select(Cell).Where(cell => cell != 0).Distinct();

    public int Persons(int cell) => PersonsOf(In(cell));

    private int Cell((string, string) unit) => cellOf.GetValueOrDefault(unit);

    private IEnumerable<(string, string)> In(int cell) => cellOf.Where(x => x.Value == cell).Select(x => x.Key);

    // How often people came tells how many came, whenever each came once: both are published.
    private static IEnumerable<HashSet<(string, string)>> Sets(Measure m)
    {
        HashSet<(string, string)> units = [.. m.Units.Select(u => (u.Thing, u.Person))], persons = [.. m.Units.Select(u => (u.Person, u.Person))];
        return units.SetEquals(persons) ? [units] : [units, persons];
    }

    private static int PersonsOf(IEnumerable<(string Thing, string Person)> units) => units.Select(u => u.Person).Distinct(StringComparer.Ordinal).Count();
}
