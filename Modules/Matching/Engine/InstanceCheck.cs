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

    /// <summary>Mentor to whom each mentee is pinned, or -1. What is in conflict is the same in whatever order the pins are written, and the
    /// fewest that cannot stand together: without any one of them the others can.</summary>
    public static int[] PinsOf(Instance it)
    {
        var forbidden = it.Forbids.ToHashSet();
        var pinOf = new int[it.Mentees.Count];
        Array.Fill(pinOf, -1);
        foreach (var pair in it.Pins.Concat(it.Forbids)) Known(it, pair);
        foreach (var pin in it.Pins.Distinct().OrderBy(pin => pin.Mentee).ThenBy(pin => pin.Mentor))
        {
            if (forbidden.Contains(pin))
                throw new UnsolvableException("pin-forbidden", $"Pair {pin.Mentee}-{pin.Mentor} is both pinned and forbidden.", [pin]);
            if (!it.Mentees[pin.Mentee].Edges.Any(edge => edge.Mentor == pin.Mentor))
                throw new UnsolvableException("pin-ineligible", $"Pair {pin.Mentee}-{pin.Mentor} is pinned but not eligible.", [pin]);
            if (it.Mentors[pin.Mentor].Capacity == 0)
                throw new UnsolvableException("contradictory-pins", $"Mentee {pin.Mentee} is pinned to mentor {pin.Mentor}, who has no place.", [pin]);
            if (pinOf[pin.Mentee] >= 0)
                throw new UnsolvableException("contradictory-pins", $"Mentee {pin.Mentee} is pinned to two mentors.",
                    [new(pin.Mentee, pinOf[pin.Mentee]), pin]);
            pinOf[pin.Mentee] = pin.Mentor;
        }
        foreach (var crowd in it.Pins.Distinct().GroupBy(pin => pin.Mentor).OrderBy(crowd => it.Mentors[crowd.Key].Capacity).ThenBy(crowd => crowd.Key))
        {
            var places = it.Mentors[crowd.Key].Capacity;
            if (crowd.Count() > places)
                throw new UnsolvableException("contradictory-pins", $"More mentees are pinned to mentor {crowd.Key} than the {places} places.",
                    [.. crowd.OrderBy(pin => pin.Mentee).Take(places + 1)]);
        }
        return pinOf;
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
