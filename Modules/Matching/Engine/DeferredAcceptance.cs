namespace Advance.Matching.Engine;

/// <summary>
/// Deferred acceptance with capacities (Gale and Shapley 1962), mentees propose: of all stable plans the best for every mentee.
/// Equal points are ordered by the lottery, so the result is unique and no pair strictly prefers each other to what it has.
/// </summary>
static class DeferredAcceptance
{
    public static int[] Run(Instance instance)
    {
        var rows = instance.Mentees.Count;
        var wishes = new int[rows][];
        var rank = new RankByMentor(instance);
        var (mentorOf, next) = (new int[rows], new int[rows]);
        var held = instance.Capacity.Select(_ => new PriorityQueue<int, (int, ulong)>()).ToArray();
        Array.Fill(mentorOf, -1);
        var free = new Stack<int>(Enumerable.Range(0, rows));
        while (free.TryPop(out var mentee))
        {
            wishes[mentee] ??= rank.WishesOf(mentee);
            while (mentorOf[mentee] < 0 && next[mentee] < wishes[mentee].Length)
            {
                var at = wishes[mentee][next[mentee]++];
                var mentor = instance.Cells[at].Mentor;
                if (instance.Capacity[mentor] == 0) continue;
                held[mentor].Enqueue(mentee, rank.Of(mentee, at));
                mentorOf[mentee] = mentor;
                if (held[mentor].Count <= instance.Capacity[mentor]) continue;
                var refused = held[mentor].Dequeue();
                mentorOf[refused] = -1;
                if (refused != mentee) free.Push(refused);
            }
        }
        return mentorOf;
    }

    sealed class RankByMentor(Instance instance)
    {
        readonly Lottery lottery = new(instance.Seed);

        /// <summary>Cells of a mentee, best first.</summary>
        public int[] WishesOf(int mentee) =>
        [
            .. Enumerable.Range(instance.First[mentee], instance.First[mentee + 1] - instance.First[mentee])
                .OrderByDescending(at => instance.Cells[at].ByMentee).ThenBy(at => Lot(mentee, at)),
        ];

        /// <summary>How a mentor ranks a mentee; the smallest goes first. Whoever is pinned is never refused.</summary>
        public (int, ulong) Of(int mentee, int at) =>
            (instance.PinOf[mentee] >= 0 ? int.MaxValue : instance.Cells[at].ByMentor, ulong.MaxValue - Lot(mentee, at));

        ulong Lot(int mentee, int at) => lottery.Draw(instance.Mentees[mentee].Key, instance.Mentors[instance.Cells[at].Mentor].Key);
    }
}
