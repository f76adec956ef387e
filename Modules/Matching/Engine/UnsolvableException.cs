namespace Advance.Matching.Engine;

/// <summary>The input was refused; nothing was computed.</summary>
/// <param name="code">Stable code: no-mentors, too-large, capacity-out-of-range, score-out-of-range, level-out-of-range,
/// unknown-mentor, unknown-mentee, duplicate-edge, duplicate-key, malformed-key, contradictory-pins, pin-ineligible, pin-forbidden,
/// meetings-out-of-range, draws-out-of-range, not-certified.</param>
/// <param name="sentence">The reason, for a person.</param>
/// <param name="conflict">The smallest set of pins or forbids that cannot hold together; empty when it is another reason.</param>
public sealed class UnsolvableException(string code, string sentence, IReadOnlyList<Pair>? conflict = null) : Exception(sentence)
{
    public string Code { get; } = code;

    public IReadOnlyList<Pair> Conflict { get; } = conflict ?? [];

    internal static void When(bool wrong, string code, string sentence)
    {
        if (wrong) throw new UnsolvableException(code, sentence);
    }
}
