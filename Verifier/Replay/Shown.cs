namespace Advance.Verifier.Replay;

/// <summary>A figure as a report writes it, by what may be shown of it.</summary>
public static class Shown
{
    public static Json Of(Decided one)
    {
        var (state, m, whole) = (one.State, one.Measure, one.Whole);
        var isShown = state is "exact" or "earlier";
        return Json.Map(("key", Json.Quoted(m.Key)), ("name", Json.Quoted(m.Name)), ("kind", Json.Quoted(m.Kind)), ("state", Json.Quoted(state)),
            ("unitName", Json.Quoted(m.UnitName)),
            ("value", isShown && whole is null ? Number(m.Number) : null),
            ("of", isShown || m.Kind == "persons" ? Number(m.Of) : null),
            ("text", m.Text is null ? null : Json.Quoted(m.Text)),
            ("numerator", isShown && whole is not null ? Number(m.Number) : null),
            ("denominator", isShown ? Number(whole?.Number) : null),
            ("since", state == "earlier" ? Number((long)one.Since) : null),
            ("events", state == "exact" && m.View == Measure.Main ? Json.List(m.Seqs.Distinct().Order().Select(seq => Json.Whole((long)seq))) : null));
    }

    private static Json? Number(long? n) => n is { } value ? Json.Whole(value) : null;
}
