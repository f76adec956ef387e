using static Advance.Matching.Engine.UnsolvableException;

namespace Advance.Matching.Engine;

/// <summary>A pair that stood before, and the meetings it has held.</summary>
/// <param name="Mentee">Index of the mentee.</param>
/// <param name="Mentor">Index of the mentor; -1 when that mentor is no longer in the instance.</param>
/// <param name="Meetings">Meetings attested so far, 0..1000.</param>
public readonly record struct FormerPair(int Mentee, int Mentor, int Meetings);

/// <summary>When somebody leaves: lexicographic (fewest unplaced, fewest pairs changed weighted by 1 + meetings held, leximin,
/// total score), in one solve, so that the number of changes is proven minimal by the same certificate.</summary>
public static class Rematch
{
    /// <summary>Refuses unknown-mentee, unknown-mentor, duplicate-edge, meetings-out-of-range.</summary>
    public static Plan Solve(Instance instance, IReadOnlyCollection<FormerPair> former)
    {
        var (mentor, meetings) = (new int[instance.Mentees.Count], new int[instance.Mentees.Count]);
        Array.Fill(mentor, -1);
        var seen = new HashSet<int>();
        foreach (var pair in former)
        {
            When((uint)pair.Mentee >= (uint)mentor.Length, "unknown-mentee", $"Mentee {pair.Mentee} is not in this round.");
            When(pair.Mentor < -1 || pair.Mentor >= instance.Mentors.Count, "unknown-mentor", $"Mentor {pair.Mentor} is not in this round.");
            When(!seen.Add(pair.Mentee), "duplicate-edge", $"Mentee {pair.Mentee} had two mentors.");
            When(pair.Meetings is < 0 or > 1000, "meetings-out-of-range", $"{pair.Meetings} meetings are not within 0..1000.");
            (mentor[pair.Mentee], meetings[pair.Mentee]) = (pair.Mentor, pair.Meetings);
        }
        return Matcher.Solve(instance, Policy.LeastChange, Costs.LeastChange(mentor, meetings));
    }

    /// <summary>The former pairs, still possible or not, that do not stand in the plan.</summary>
    public static IReadOnlyList<FormerPair> Changes(Plan plan, IReadOnlyCollection<FormerPair> former) =>
        [.. former.Where(pair => pair.Mentor < 0 || plan.MentorOf[pair.Mentee] != pair.Mentor)];
}
