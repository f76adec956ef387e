namespace Advance.Verifier.Replay;

/// <summary>How much of a figure may be shown, and for an earlier value at which position it was shown.</summary>
public sealed record Decided(string State, Measure Measure, Measure? Whole, ulong Since = 0);

/// <summary>
/// What a report may show (policy threshold-5/1, docs/decisions/0012): nothing from which a number of 1 to 4 persons follows, neither
/// within the report nor together with those before it. Reports are published in the order of issue.
/// </summary>
public sealed class Disclosure(int threshold)
{
    private readonly Dictionary<string, Partition> views = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Decided> shownBefore = new(StringComparer.Ordinal);

    /// <summary>What may be shown of each figure, in their order.</summary>
    public IReadOnlyList<Decided> Publish(ulong position, IReadOnlyList<Measure> all)
    {
        var byKey = all.DistinctBy(m => m.Key).ToDictionary(m => m.Key, StringComparer.Ordinal);
        var (exact, closed) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var m in all)
        {
            if (m.View != Measure.Main && !Joins(View(m.View), byKey[m.PartOf!], exact))
                closed.Add(m.Family);
            if ((m.ShareOf is null || exact.Contains(m.ShareOf)) && !closed.Contains(m.Family) && Publishable(m))
                exact.Add(m.Key);
        }

        Measure[] hidden = [.. all.Where(m => !exact.Contains(m.Key))];
        var narrow = Narrow(hidden);
        narrow.UnionWith(closed);
        // One after the other: where the zero of a whole goes, the zeros of its parts go as well.
        foreach (var m in all.Where(m => m.IsAboutPersons && m.Count == 0))
        {
            if (narrow.Contains(m.Family) || (m.PartOf is not null && !exact.Contains(m.PartOf)))
                exact.Remove(m.Key);
        }

        foreach (var m in all.Where(m => m.ShareOf is not null && !exact.Contains(m.ShareOf)))
            exact.Remove(m.Key);
        var few = Few(hidden, narrow);
        Decided[] decided = [.. all.Select(m => Of(m, exact, few, m.ShareOf is null ? null : byKey[m.ShareOf]))];
        foreach (var shown in decided.Where(v => v.State == "exact" && v.Measure.Number > 0))
            shownBefore[shown.Measure.Key] = shown with { State = "earlier", Since = position };
        return decided;
    }

    private Decided Of(Measure m, HashSet<string> exact, HashSet<string> few, Measure? whole) =>
        exact.Contains(m.Key) ? new Decided("exact", m, whole)
        : shownBefore.GetValueOrDefault(m.Key) ?? new Decided(few.Contains(m.Key) ? "below-threshold" : "withheld", m, whole);

    // The rows of a table add up to a sum that the main view has: the table's own view must bear it.
    private static bool Joins(Partition view, Measure sum, HashSet<string> exact)
    {
        if (!exact.Contains(sum.Key) || !view.Bears(sum))
            return false;
        view.Divide(sum);
        return true;
    }

    private bool Publishable(Measure m)
    {
        if (!m.IsAboutPersons)
            return true;
        if (!View(m.View).Bears(m))
            return false;
        View(m.View).Divide(m);
        return true;
    }

    // Families of which so many figures are hidden in one group that each of them can be narrowed by the others' zeros.
    private HashSet<string> Narrow(Measure[] hidden) =>
        [.. hidden.Where(m => m.Count > 0).SelectMany(m => View(m.View).Cells(m).Select(cell => (m.View, Cell: cell, m.Family)))
            .CountBy(x => x).Where(x => View(x.Key.View).Persons(x.Key.Cell) < x.Value + threshold - 2).Select(x => x.Key.Family)];

    // "Fewer than five" once in each group and once of each person.
    private HashSet<string> Few(Measure[] hidden, HashSet<string> narrow)
    {
        var (few, cells, persons) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<(string, int)>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var m in hidden.Where(m => m.Kind == "persons" && m.Count > 0 && m.Count < threshold && !narrow.Contains(m.Family)))
        {
            (string, int)[] own = [.. View(m.View).Cells(m).Select(cell => (m.View, cell))];
            if (own.Any(cells.Contains) || m.Units.Any(u => persons.Contains(u.Person)))
                continue;
            cells.UnionWith(own);
            persons.UnionWith(m.Units.Select(u => u.Person));
            few.Add(m.Key);
        }

        return few;
    }

    private Partition View(string name) => views.TryGetValue(name, out var view) ? view : views[name] = new(threshold);
}
