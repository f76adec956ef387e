using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Advance.Matching.Engine;

/// <summary>
/// Min-cost b-matching by shortest augmenting paths (successive shortest paths with potentials; Edmonds and Karp 1972,
/// Jonker and Volgenant 1987). Rows are mentees, columns mentors with places; column -1 is "unplaced", without limit.
/// Kept at all times: <c>cost - U - V >= 0</c> on every edge, equal on those chosen, <c>V = 0</c> on a column with a free place
/// (with a step: <c>-step * load &lt;= V</c>).
/// Without a step the prices are the lowest there are, hence unique and free of the order of rows: a column whose price falls is reached
/// at no cost from the row just placed, and that row from the place just taken, so no price could be nearer to zero. Whatever
/// starts from other prices (outbidding, a warm start) loses this, and with it the certificate's independence of the input order.
/// </summary>
sealed class Solver<T, W>
    where T : struct, IComparisonOperators<T, T, bool>, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IAdditiveIdentity<T, T>
    where W : struct, IWidth<T>
{
    readonly Graph<T> graph;
    readonly int[] columnOf, seats, seatOf, seatFirst, load, reachedBy, settled, touched;
    readonly T[] u, v, distance, enter;
    readonly Heap<T> frontier;
    T best;
    int endRow, endColumn, touchedCount;

    public Solver(Graph<T> graph)
    {
        this.graph = graph;
        var (rows, columns) = (graph.First.Length - 1, graph.Capacity.Length);
        (u, v, enter) = (new T[rows], new T[columns], new T[columns]);
        (columnOf, seatOf, load) = (new int[rows], new int[rows], new int[columns]);
        (reachedBy, settled, touched) = (new int[columns], new int[columns], new int[columns]);
        seatFirst = new int[columns + 1];
        for (var j = 0; j < columns; j++) seatFirst[j + 1] = seatFirst[j] + graph.Capacity[j];
        seats = new int[seatFirst[columns]];
        distance = new T[columns];
        Array.Fill(distance, W.Far);
        frontier = new(distance);
    }

    public Assignment<T> Solve()
    {
        for (var row = 0; row < columnOf.Length; row++) Place(row);
        return new(columnOf, u, v);
    }

    void Place(int root)
    {
        (best, endRow, endColumn, touchedCount) = (W.Far, -1, -1, 0);
        var settledCount = 0;
        Relax(root, T.AdditiveIdentity);
        while (frontier.Count > 0)
        {
            var column = frontier.Pop();
            if (!(distance[column] < best)) break;
            settled[settledCount++] = column;
            var end = seatFirst[column] + load[column];
            for (var seat = seatFirst[column]; seat < end; seat++) Relax(seats[seat], distance[column]);
        }
        if (endRow < 0) throw new InvalidOperationException("A row that may not stay unplaced has no place.");
        Reprice(root, settledCount);
        Augment(root);
        frontier.Clear();
        for (var at = 0; at < touchedCount; at++) distance[touched[at]] = W.Far;
    }

    void Relax(int row, T so)
    {
        var basis = so - u[row];
        if (graph.MayStay[row] && basis + graph.Unplaced[row] < best)
            (best, endRow, endColumn) = (basis + graph.Unplaced[row], row, -1);
        var (from, length) = (graph.First[row], graph.First[row + 1] - graph.First[row]);
        var column = graph.Column.AsSpan(from, length);
        var cost = graph.Cost.AsSpan(from, length);
        var (price, known, bound) = (v, distance, best);
        var whole = typeof(T) == typeof(long) && length >= 32 && column[^1] - column[0] == length - 1;
        for (var edge = 0; edge < column.Length && edge < cost.Length; edge++)
        {
            if (whole)
            {
                edge = Nearer(edge, cost, price.AsSpan(column[0], length), known.AsSpan(column[0], length), basis);
                if (edge >= column.Length) return;
            }
            int j = column[edge];
            var reach = basis + cost[edge] - price[j];
            if (!(reach < bound) || !(reach < known[j])) continue;
            Reach(j, row, reach);
            bound = best;
        }
    }

    /// <summary>In 64 bits and over neighbouring columns, several at a time: the next edge from which something may come nearer.</summary>
    int Nearer(int edge, ReadOnlySpan<T> cost, ReadOnlySpan<T> price, ReadOnlySpan<T> known, T basis)
    {
        var (width, least) = (Vector<long>.Count, new Vector<long>(Unsafe.BitCast<T, long>(best)));
        var start = new Vector<long>(Unsafe.BitCast<T, long>(basis));
        var costs = MemoryMarshal.Cast<T, long>(cost);
        var prices = MemoryMarshal.Cast<T, long>(price);
        var knowns = MemoryMarshal.Cast<T, long>(known);
        for (; edge + width <= costs.Length; edge += width)
        {
            var reach = start + new Vector<long>(costs[edge..]) - new Vector<long>(prices[edge..]);
            if (Vector.LessThanAny(reach, Vector.Min(least, new Vector<long>(knowns[edge..])))) return edge;
        }
        return edge;
    }

    void Reach(int j, int row, T reach)
    {
        if (distance[j] == W.Far) touched[touchedCount++] = j;
        (distance[j], reachedBy[j]) = (reach, row);
        if (load[j] < graph.Capacity[j])
        {
            var arrive = reach + enter[j] + v[j];
            if (arrive < best) (best, endRow, endColumn) = (arrive, row, j);
            if (!(reach < best)) return;
        }
        frontier.Up(j);
    }

    void Reprice(int root, int settledCount)
    {
        u[root] += best;
        for (var at = 0; at < settledCount; at++)
        {
            var column = settled[at];
            var rise = best - distance[column];
            v[column] -= rise;
            var end = seatFirst[column] + load[column];
            for (var seat = seatFirst[column]; seat < end; seat++) u[seats[seat]] += rise;
        }
    }

    void Augment(int root)
    {
        var (row, column, seat) = (endRow, endColumn, -1);
        if (column >= 0)
        {
            seat = seatFirst[column] + load[column]++;
            enter[column] += graph.Step;
        }
        while (true)
        {
            var (left, vacated) = (columnOf[row], seatOf[row]);
            (columnOf[row], seatOf[row]) = (column, seat);
            if (seat >= 0) seats[seat] = row;
            if (row == root) return;
            (row, column, seat) = (reachedBy[left], left, vacated);
        }
    }
}
