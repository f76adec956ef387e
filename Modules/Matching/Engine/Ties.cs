using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>
/// Among all plans of the same optimal cost, the one with the most even load (least sum of squares), then the most pairs across
/// institutions, then the smallest sum of lots. By complementary slackness those plans are exactly the ones on edges
/// without reduced cost that fill every mentor whose price is not zero, so a second, small solve on those edges finds it.
/// </summary>
static class Ties<T>
    where T : struct, IComparisonOperators<T, T, bool>, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IAdditiveIdentity<T, T>
{
    // Bits: a lot 64, a sum of 2,000 lots 75; pairs within one institution from 76; load from 88 (2,000 x 2,000 steps: 110); then filling.
    static readonly Int128 Within = Int128.One << 76, Step = Int128.One << 88, NotFilling = Int128.One << 111;

    public static int[] Break(Instance instance, Graph<T> graph, Assignment<T> solved)
    {
        var rows = solved.ColumnOf.Length;
        var (first, tight, stays) = (new int[rows + 1], new List<int>(2 * rows), new bool[rows]);
        for (var row = 0; row < rows; row++)
        {
            var (from, length, u) = (graph.First[row], graph.First[row + 1] - graph.First[row], solved.U[row]);
            stays[row] = graph.MayStay[row] && graph.Unplaced[row] == u;
            var columns = graph.Column.AsSpan(from, length);
            var costs = graph.Cost.AsSpan(from, length);
            for (var edge = 0; edge < columns.Length && edge < costs.Length; edge++)
                if (costs[edge] - solved.V[columns[edge]] == u) tight.Add(from + edge);
            first[row + 1] = tight.Count;
        }
        if (tight.Count + stays.Count(may => may) == rows || !Open(graph, solved, first, ref tight, stays)) return solved.ColumnOf;
        var (cost, unplaced) = Weigh(instance, solved.V, first, tight, stays);
        var column = new ushort[tight.Count];
        for (var at = 0; at < column.Length; at++) column[at] = graph.Column[tight[at]];
        return new Solver<Int128, Bits128>(new(first, column, cost, graph.Capacity, unplaced, stays, Step)).Solve().ColumnOf;
    }

    /// <summary>Leaves only what some optimal plan chooses; false when that is one plan.</summary>
    static bool Open(Graph<T> graph, Assignment<T> solved, int[] first, ref List<int> tight, bool[] stays)
    {
        var component = ComponentsOf(graph, solved, first, tight, stays).Of;
        var (free, kept, start) = (component[^1], new List<int>(tight.Count), 0);
        for (var row = 0; row < stays.Length; row++)
        {
            var own = solved.ColumnOf[row] < 0 ? free : component[solved.ColumnOf[row]];
            for (var at = start; at < first[row + 1]; at++)
            {
                var column = graph.Column[tight[at]];
                if (column == solved.ColumnOf[row] || component[column] == own) kept.Add(tight[at]);
            }
            start = first[row + 1];
            first[row + 1] = kept.Count;
            stays[row] &= solved.ColumnOf[row] < 0 || own == free;
        }
        tight = kept;
        return tight.Count + stays.Count(may => may) > stays.Length;
    }

    static Components ComponentsOf(Graph<T> graph, Assignment<T> solved, int[] first, List<int> tight, bool[] stays)
    {
        var (free, load) = (graph.Capacity.Length, new int[graph.Capacity.Length]);
        var components = new Components(free);
        for (var row = 0; row < stays.Length; row++)
        {
            var own = solved.ColumnOf[row] < 0 ? free : solved.ColumnOf[row];
            if (own < free) load[own]++;
            if (stays[row] && own != free) components.Arc(own, free);
            for (var at = first[row]; at < first[row + 1]; at++)
                if (graph.Column[tight[at]] != own) components.Arc(own, graph.Column[tight[at]]);
        }
        for (var j = 0; j < free; j++)
        {
            if (load[j] < graph.Capacity[j]) components.Arc(j, free);
            if (load[j] > 0 && solved.V[j] == T.AdditiveIdentity) components.Arc(free, j);
        }
        return components.Find();
    }

    static (Int128[] Cost, Int128[] Unplaced) Weigh(Instance instance, T[] v, int[] first, List<int> tight, bool[] stays)
    {
        var lottery = new Lottery(instance.Seed);
        var (cost, unplaced) = (new Int128[tight.Count], new Int128[stays.Length]);
        for (var row = 0; row < stays.Length; row++)
        {
            var alone = first[row + 1] - first[row] + (stays[row] ? 1 : 0) == 1;
            var mentee = instance.Mentees[row].Key;
            unplaced[row] = NotFilling + (alone || !stays[row] ? 0 : lottery.Draw(mentee, ""));
            for (var at = first[row]; at < first[row + 1]; at++)
            {
                var cell = instance.Cells[tight[at]];
                cost[at] = (v[cell.Mentor] < T.AdditiveIdentity ? 0 : NotFilling) + (cell.Across ? 0 : Within)
                    + (alone ? 0 : lottery.Draw(mentee, instance.Mentors[cell.Mentor].Key));
            }
        }
        return (cost, unplaced);
    }
}
