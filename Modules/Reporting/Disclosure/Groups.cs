namespace Advance.Reporting.Disclosure;

/// <summary>
/// The groups into which everything published divides the units: two units stand in one group when no published set tells them
/// apart. Whatever can be computed exactly from published counts is a sum of whole groups, so no small number can be derived as
/// long as every group is empty or has at least the threshold of distinct persons (docs/decisions/0012).
/// </summary>
public sealed class Groups(int threshold)
{
    /// <summary>The group of all that is in no published set; nobody knows its size.</summary>
    public const int Outside = 0;

    private readonly Dictionary<Unit, int> _groupOf = [];
    private readonly Dictionary<int, HashSet<Unit>> _members = [];
    private int _last = Outside;

    /// <summary>The group of a unit.</summary>
    public int Of(Unit unit) => _groupOf.GetValueOrDefault(unit, Outside);

    /// <summary>How many distinct persons a group has.</summary>
    public int Persons(int group) => PersonsIn(_members.GetValueOrDefault(group) ?? []);

    /// <summary>Whether every group is still empty or large enough when this set, and the persons in it, are published as well.</summary>
    public bool Allow(IReadOnlySet<Unit> set) => Views(set).All(KeepsGroupsLarge);

    /// <summary>Tells the groups apart by a set that is published.</summary>
    public void Add(IReadOnlySet<Unit> set)
    {
        foreach (var view in Views(set)) Split(view);
    }

    // How often people came also tells how many people came, whenever each came once.
    private static IEnumerable<IReadOnlySet<Unit>> Views(IReadOnlySet<Unit> set)
    {
        yield return set;
        var persons = set.Select(u => Unit.Of(u.Person)).ToHashSet();
        if (!persons.SetEquals(set)) yield return persons;
    }

    private bool KeepsGroupsLarge(IReadOnlySet<Unit> set)
    {
        foreach (var part in set.GroupBy(Of))
        {
            if (PersonsIn(part) < threshold) return false;
            if (part.Key == Outside) continue;
            var rest = PersonsIn(_members[part.Key].Where(u => !set.Contains(u)));
            if (rest > 0 && rest < threshold) return false;
        }

        return true;
    }

    private void Split(IReadOnlySet<Unit> set)
    {
        foreach (var part in set.GroupBy(Of).ToList())
        {
            var inside = part.ToHashSet();
            if (part.Key != Outside && inside.Count == _members[part.Key].Count) continue;
            if (part.Key != Outside) _members[part.Key].ExceptWith(inside);
            _members[++_last] = inside;
            foreach (var unit in inside) _groupOf[unit] = _last;
        }
    }

    private static int PersonsIn(IEnumerable<Unit> units) => units.Select(u => u.Person).Distinct().Count();
}
