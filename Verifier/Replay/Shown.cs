namespace Advance.Verifier.Replay;

/// <summary>
/// A figure as a report may show it: the number of the log itself, an earlier report's, "fewer than the threshold", or nothing.
/// Which of these is the report's choice; that what it says is true, and shows no group below the threshold, is checked.
/// </summary>
public sealed class Shown(IReadOnlyList<Measure> now, IReadOnlyDictionary<ulong, IReadOnlyList<Measure>> earlier, int threshold)
{
    /// <summary>The figure written from the log in the state that the report gives it; throws what is wrong with that state.</summary>
    public Json Write(Measure m, Json told)
    {
        var state = told["state"]?.AsString;
        switch (state)
        {
            case "exact":
                return Exact(m, now);
            case "below-threshold" when m.Kind == "persons":
                return m.Count >= 1 && m.Count < threshold ? Hidden(m, state) : throw new FormatException($"is said to be 1 to {threshold - 1}, but the log gives {m.Count}");
            case "withheld" when m.IsAboutPersons:
                return Hidden(m, state);
            case "earlier" when m.IsAboutPersons:
                return Earlier(m, told["since"]?.AsSize);
            default:
                throw new FormatException("is in a state that a figure of its kind cannot have");
        }
    }

    private Json Earlier(Measure m, ulong? since)
    {
        if (since is not { } position || !earlier.TryGetValue(position, out var then) || then.FirstOrDefault(e => e.Key == m.Key) is not { } before)
            throw new FormatException("is said to be of an earlier report, and there is none of that position");
        if (before.Units.Count == 0)
            throw new FormatException("is said to be of an earlier report, where it was nobody");
        var shown = Exact(before with { NamesEvents = false }, then);
        return Json.Map([.. shown.Members.Where(x => x.Key != "state").Select(x => (x.Key, (Json?)x.Value)),
            ("state", Json.Quoted("earlier")), ("since", Json.Whole((long)position))]);
    }

    private Json Exact(Measure m, IReadOnlyList<Measure> all)
    {
        if (m.Persons > 0 && m.Persons < threshold)
            throw new FormatException($"is shown although it is about {m.Persons} persons, fewer than {threshold}");
        var whole = m.ShareOf is null ? null : all.First(x => x.Key == m.ShareOf);
        if (whole is { Persons: > 0 } && whole.Persons < threshold)
            throw new FormatException($"is shown as a share of {whole.Persons} persons, fewer than {threshold}");
        return Json.Map(("key", Json.Quoted(m.Key)), ("name", Json.Quoted(m.Name)), ("kind", Json.Quoted(m.Kind)), ("state", Json.Quoted("exact")),
            ("unitName", Json.Quoted(m.UnitName)), ("value", whole is null ? Number(m.Number) : null), ("of", Number(m.Of)),
            ("text", m.Text is null ? null : Json.Quoted(m.Text)), ("numerator", whole is null ? null : Number(m.Number)),
            ("denominator", Number(whole?.Number)),
            ("events", m.NamesEvents ? Json.List(m.Seqs.Distinct().Order().Select(seq => Json.Whole((long)seq))) : null));
    }

    private static Json Hidden(Measure m, string state) => Json.Map(("key", Json.Quoted(m.Key)), ("name", Json.Quoted(m.Name)),
        ("kind", Json.Quoted(m.Kind)), ("state", Json.Quoted(state)), ("unitName", Json.Quoted(m.UnitName)),
        ("of", m.Kind == "persons" ? Number(m.Of) : null));

    private static Json? Number(long? n) => n is { } value ? Json.Whole(value) : null;
}
