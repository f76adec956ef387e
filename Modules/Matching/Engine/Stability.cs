namespace Advance.Matching.Engine;

/// <summary>Two who would both rather have each other than what the plan gives them.</summary>
/// <param name="Mentee">The mentee, who ranks the mentor strictly above its own.</param>
/// <param name="Mentor">The mentor.</param>
/// <param name="Instead">The mentee whom the mentor would give up, ranked strictly lower; -1 when a place is free.</param>
public readonly record struct BlockingPair(int Mentee, int Mentor, int Instead);

/// <summary>Blocking pairs of a plan, by the points of <see cref="Edge.ByMentee"/> and <see cref="Edge.ByMentor"/>.</summary>
public static class Stability
{
    /// <summary>All of them, by mentee and mentor. A pinned mentee neither blocks nor can be given up.</summary>
    public static IReadOnlyList<BlockingPair> BlockingPairs(Instance instance, Plan plan)
    {
        var (load, worst) = Worst(instance, plan);
        var blocking = new List<BlockingPair>();
        for (var i = 0; i < plan.MentorOf.Count; i++)
        {
            var own = plan.MentorOf[i] < 0 ? -1 : instance.Cells[instance.Find(i, plan.MentorOf[i])].ByMentee;
            for (var at = instance.First[i]; at < instance.First[i + 1]; at++)
            {
                var cell = instance.Cells[at];
                if (cell.ByMentee <= own) continue;
                if (load[cell.Mentor] < instance.Capacity[cell.Mentor]) blocking.Add(new(i, cell.Mentor, -1));
                else if (worst[cell.Mentor] is { Mentee: >= 0 } last && last.Points < cell.ByMentor)
                    blocking.Add(new(i, cell.Mentor, last.Mentee));
            }
        }
        return blocking;
    }

    static (int[] Load, (int Mentee, int Points)[] Worst) Worst(Instance instance, Plan plan)
    {
        var (load, worst) = (new int[instance.Mentors.Count], new (int Mentee, int Points)[instance.Mentors.Count]);
        Array.Fill(worst, (-1, int.MaxValue));
        foreach (var (mentee, mentor) in plan.Pairs)
        {
            load[mentor]++;
            var points = instance.Cells[instance.Find(mentee, mentor)].ByMentor;
            if (instance.PinOf[mentee] < 0 && points < worst[mentor].Points) worst[mentor] = (mentee, points);
        }
        return (load, worst);
    }
}
