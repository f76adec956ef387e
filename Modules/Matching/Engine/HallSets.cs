namespace Advance.Matching.Engine;

/// <summary>Why somebody has no mentor: these mentees together have only these mentors, with fewer places than there are mentees.</summary>
/// <param name="Mentee">Who is unplaced.</param>
/// <param name="Mentees">The mentees who compete, the unplaced one among them; leaving out any of them explains nothing any more.</param>
/// <param name="Mentors">All mentors eligible for any of them; empty when there is none at all.</param>
/// <param name="Places">The places of those mentors together: one fewer than mentees.</param>
public sealed record HallSet(int Mentee, IReadOnlyList<int> Mentees, IReadOnlyList<int> Mentors, int Places);

/// <summary>Hall's theorem (1935) for the unplaced: what can be reached by alternating paths from an unplaced mentee is the smallest
/// set with too few places that contains that mentee.</summary>
public static class HallSets
{
    /// <summary>One set per unplaced mentee. Under Stable somebody may be unplaced although a place could be found; such a mentee has
    /// no set here, and is refused by every eligible mentor in favour of others.</summary>
    public static IReadOnlyList<HallSet> Of(Instance instance, Plan plan)
    {
        var occupants = new Occupants(plan.MentorOf, instance.Mentors.Count);
        return [.. Enumerable.Range(0, plan.MentorOf.Count).Where(i => plan.MentorOf[i] < 0)
            .Select(i => From(i, instance, occupants)).OfType<HallSet>()];
    }

    static HallSet? From(int unplaced, Instance instance, Occupants occupants)
    {
        var reached = new bool[instance.Mentors.Count];
        List<int> mentees = [unplaced], mentors = [];
        for (var at = 0; at < mentees.Count; at++)
        {
            for (var edge = instance.First[mentees[at]]; edge < instance.First[mentees[at] + 1]; edge++)
            {
                int mentor = instance.Cells[edge].Mentor;
                if (reached[mentor]) continue;
                if (occupants.Load(mentor) < instance.Capacity[mentor]) return null;
                reached[mentor] = true;
                mentors.Add(mentor);
                mentees.AddRange(occupants.Of(mentor));
            }
        }
        return new(unplaced, [.. mentees.Order()], [.. mentors.Order()], mentors.Sum(mentor => instance.Capacity[mentor]));
    }
}
