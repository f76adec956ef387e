using static Advance.Matching.Engine.UnsolvableException;

namespace Advance.Matching.Engine;

/// <summary>Bad input is refused by name before anything is computed.</summary>
static class InstanceCheck
{
    public static void Shape(Instance it)
    {
        When(it.Mentors.Count == 0, "no-mentors", "There is no mentor in this round.");
        When(it.Mentees.Count > Instance.Limit || it.Mentors.Count > Instance.Limit, "too-large",
            $"{it.Mentees.Count} mentees and {it.Mentors.Count} mentors; the limit is {Instance.Limit} of each.");
        foreach (var mentor in it.Mentors)
            When(mentor.Capacity < 0, "capacity-out-of-range", $"Mentor {mentor.Key} has {mentor.Capacity} places.");
        Keys([.. it.Mentees.Select(mentee => mentee.Key)], "mentee");
        Keys([.. it.Mentors.Select(mentor => mentor.Key)], "mentor");
    }

    public static void Edges(Instance it)
    {
        var seenBy = new int[it.Mentors.Count];
        for (var i = 0; i < it.Mentees.Count; i++)
        {
            foreach (var edge in it.Mentees[i].Edges)
            {
                if ((uint)edge.Mentor >= (uint)seenBy.Length)
                    throw new UnsolvableException("unknown-mentor", $"Mentee {i} names mentor {edge.Mentor}, who is not in this round.");
                if (edge.Score is < 0 or > 1000 || edge.ByMentee is < 0 or > 1000 || edge.ByMentor is < 0 or > 1000)
                    throw new UnsolvableException("score-out-of-range", $"The points of {i} with {edge.Mentor} are not within 0..1000.");
                if (edge.Level is < 1 or > 10)
                    throw new UnsolvableException("level-out-of-range", $"Level {edge.Level} of {i} with {edge.Mentor} is not within 1..10.");
                if (seenBy[edge.Mentor] == i + 1)
                    throw new UnsolvableException("duplicate-edge", $"Mentee {i} names mentor {edge.Mentor} twice.");
                seenBy[edge.Mentor] = i + 1;
            }
        }
    }

    /// <summary>Mentor to whom each mentee is pinned, or -1. Of all conflicts the smallest is told, the first of equals by mentee and mentor,
    /// in whatever order pins and forbids are written; each by itself has no smaller one within.</summary>
    public static int[] PinsOf(Instance it)
    {
        foreach (var pair in it.Pins.Concat(it.Forbids)) Known(it, pair);
        Pair[] pins = [.. it.Pins.Distinct().OrderBy(pin => pin.Mentee).ThenBy(pin => pin.Mentor)];
        if (Conflicts(it, pins).MinBy(refusal => refusal.Conflict.Count) is { } smallest) throw smallest;
        var pinOf = new int[it.Mentees.Count];
        Array.Fill(pinOf, -1);
        foreach (var pin in pins) pinOf[pin.Mentee] = pin.Mentor;
        return pinOf;
    }

    static IEnumerable<UnsolvableException> Conflicts(Instance it, Pair[] pins)
    {
        var forbidden = it.Forbids.ToHashSet();
        foreach (var pin in pins)
        {
            if (forbidden.Contains(pin))
                yield return new("pin-forbidden", $"Pair {pin.Mentee}-{pin.Mentor} is both pinned and forbidden.", [pin]);
            if (!it.Mentees[pin.Mentee].Edges.Any(edge => edge.Mentor == pin.Mentor))
                yield return new("pin-ineligible", $"Pair {pin.Mentee}-{pin.Mentor} is pinned but not eligible.", [pin]);
        }
        foreach (var (one, other) in pins.Zip(pins.Skip(1)).Where(two => two.First.Mentee == two.Second.Mentee))
            yield return new("contradictory-pins", $"Mentee {one.Mentee} is pinned to two mentors.", [one, other]);
        foreach (var crowd in pins.GroupBy(pin => pin.Mentor).OrderBy(crowd => crowd.Key))
        {
            var places = it.Mentors[crowd.Key].Capacity;
            if (crowd.Count() > places)
                yield return new("contradictory-pins", $"More mentees are pinned to mentor {crowd.Key} than the {places} places.", [.. crowd.Take(places + 1)]);
        }
    }

    static void Known(Instance it, Pair pair)
    {
        When((uint)pair.Mentee >= (uint)it.Mentees.Count, "unknown-mentee", $"Mentee {pair.Mentee} is not in this round.");
        When((uint)pair.Mentor >= (uint)it.Mentors.Count, "unknown-mentor", $"Mentor {pair.Mentor} is not in this round.");
    }

    static void Keys(string[] keys, string whose)
    {
        // A line break would let two different pairs share one line of the lottery.
        foreach (var key in keys)
            When(key.Length == 0 || key.Contains('\n', StringComparison.Ordinal), "malformed-key", $"The key of a {whose} is empty or has a line break.");
        When(keys.Distinct(StringComparer.Ordinal).Count() != keys.Length, "duplicate-key", $"Two {whose}s have the same key.");
    }
}
