namespace Advance.Reporting.Disclosure;

/// <summary>
/// No figure on 1 to 4 persons, not even by subtraction from another figure or an earlier report (rule R2). It remembers the sets
/// behind everything published about one cohort; publish the earlier reports first, in the order in which they were issued. The
/// rule, its proof and its limits: docs/decisions/0012-disclosure-control.md.
/// </summary>
public sealed class DisclosureControl(int threshold = DisclosureControl.Threshold)
{
    /// <summary>Fewer persons than this are never shown; nobody at all is shown as 0.</summary>
    public const int Threshold = 5;

    private readonly Dictionary<string, Groups> _views = [];
    private readonly Dictionary<string, (long Since, Figure Shown)> _earlier = [];

    /// <summary>The figures as they may be shown, in the same order, which is also their order of importance.</summary>
    public IReadOnlyList<Figure> Publish(long position, IReadOnlyList<Measured> measured)
    {
        HashSet<string> closed = [];
        var exact = TakeWhatIsSafe(measured, closed);
        var hidden = measured.Where(m => !exact.ContainsKey(m.Key)).ToList();
        var narrow = FamiliesTooNarrow([.. hidden.Where(m => m.About.Count > 0)]);
        narrow.UnionWith(closed);
        foreach (var zero in measured.Where(m => IsZero(m) && (narrow.Contains(m.Family) || IsOrphan(m, exact)))) exact.Remove(zero.Key);
        foreach (var share in measured.Where(m => m.ShareOf is not null && !exact.ContainsKey(m.ShareOf))) exact.Remove(share.Key);
        var bands = Bands(hidden, narrow);
        var shown = measured.Select(m => exact.GetValueOrDefault(m.Key) ?? Hide(m, bands.Contains(m.Key))).ToList();
        foreach (var figure in exact.Values.Where(f => f is { Value: > 0 } or { Numerator: > 0 })) _earlier[figure.Key] = (position, figure);
        return shown;
    }

    private static bool IsZero(Measured m) => m.IsAboutPersons && m.About.Count == 0;

    private static bool IsOrphan(Measured m, Dictionary<string, Figure> exact) => m.PartOf is not null && !exact.ContainsKey(m.PartOf);

    private Dictionary<string, Figure> TakeWhatIsSafe(IReadOnlyList<Measured> measured, HashSet<string> closed)
    {
        Dictionary<string, Figure> exact = [];
        foreach (var m in measured)
        {
            var whole = m.ShareOf is null ? null : exact.GetValueOrDefault(m.ShareOf);
            if (m.ShareOf is not null && whole is null) continue;
            if (!m.IsMain && !MayJoin(m.View, measured.First(x => x.Key == m.PartOf), exact)) closed.Add(m.Family);
            if (closed.Contains(m.Family)) continue;
            if (m.IsAboutPersons && !ViewOf(m.View).Allow(m.About)) continue;
            if (m.IsAboutPersons) ViewOf(m.View).Add(m.About);
            exact[m.Key] = Whole(m, whole);
        }

        return exact;
    }

    // The cells of a table add up to their column: the view must bear the column's sum, which is known from the main one. Where it
    // does not, nothing is said about the column's cells, not even which are 0.
    private bool MayJoin(string view, Measured sum, Dictionary<string, Figure> exact)
    {
        if (!exact.ContainsKey(sum.Key) || !ViewOf(view).Allow(sum.About)) return false;
        ViewOf(view).Add(sum.About);
        return true;
    }

    private static Figure Whole(Measured m, Figure? shareOf) => new(m.Key, m.Name, m.Kind, FigureState.Exact, m.UnitName)
    {
        Value = shareOf is null ? m.Number : null,
        Of = m.Of,
        Text = m.Text,
        // Lists of two ways of dividing, laid side by side, would show who is where they cross.
        Events = m.IsMain ? m.Events : null,
        Numerator = shareOf is null ? null : m.Number,
        Denominator = shareOf?.Value,
    };

    // A zero that is shown says that its hidden neighbours are at least 1. Where a family has so many of them in one group that
    // this alone narrows one of them below the full range of 1 to threshold - 1, its zeros are withheld as well.
    private HashSet<string> FamiliesTooNarrow(IReadOnlyList<Measured> hidden) =>
        [.. hidden.SelectMany(m => GroupsOf(m).Select(at => (at.View, at.Group, m.Family))).GroupBy(x => x)
            .Where(g => ViewOf(g.Key.View).Persons(g.Key.Group) < g.Count() + threshold - 2).Select(g => g.Key.Family)];

    // "Fewer than five" is said once in each group and once of each person: two of them in a group of eight would say four and four.
    private HashSet<string> Bands(IReadOnlyList<Measured> hidden, HashSet<string> narrow)
    {
        HashSet<string> bands = [];
        HashSet<(string, int)> groupsUsed = [];
        HashSet<Guid> personsUsed = [];
        foreach (var m in hidden.Where(m => m.Kind == FigureKind.Persons && m.About.Count > 0 && m.About.Count < threshold))
        {
            var groups = GroupsOf(m).ToList();
            if (narrow.Contains(m.Family) || groups.Any(groupsUsed.Contains) || m.About.Any(u => personsUsed.Contains(u.Person))) continue;
            groupsUsed.UnionWith(groups);
            personsUsed.UnionWith(m.About.Select(u => u.Person));
            bands.Add(m.Key);
        }

        return bands;
    }

    // An earlier value stays rather than a band beside it: the two together would say how much has changed.
    private Figure Hide(Measured m, bool isBand) => _earlier.TryGetValue(m.Key, out var earlier)
        ? earlier.Shown with { State = FigureState.Earlier, Since = earlier.Since, Events = null }
        : new(m.Key, m.Name, m.Kind, isBand ? FigureState.BelowThreshold : FigureState.Withheld, m.UnitName)
        {
            Of = m.Kind == FigureKind.Persons ? m.Of : null,
        };

    private Groups ViewOf(string view) => _views.TryGetValue(view, out var groups) ? groups : _views[view] = new(threshold);

    private IEnumerable<(string View, int Group)> GroupsOf(Measured m) => m.About.SelectMany(u => new[] { u, Unit.Of(u.Person) })
        .Select(u => (m.View, Group: ViewOf(m.View).Of(u))).Where(x => x.Group != Groups.Outside).Distinct();
}
