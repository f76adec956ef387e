using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>
/// Optimal duals are not unique; these are, so that a certificate does not depend on the order of input: the lowest prices.
/// -V[j] becomes exactly what the plan would gain from one more place with mentor j (0 when a place is free). They are the
/// shortest distances from the node of free places in the residual network.
/// </summary>
static class Prices<T, W>
    where T : struct, IComparisonOperators<T, T, bool>, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IAdditiveIdentity<T, T>
    where W : struct, IWidth<T>
{
    public static void Lower(Graph<T> graph, int[] columnOf, T[] u, T[] v)
    {
        var zero = T.AdditiveIdentity;
        var (columns, occupants) = (v.Length, new Occupants(columnOf, v.Length));
        var distance = new T[columns];
        var frontier = new Heap<T>(distance);
        for (var j = 0; j < columns; j++)
        {
            distance[j] = zero - v[j];
            if (v[j] < zero) frontier.Up(j);
        }
        if (frontier.Count == 0) return;
        for (var j = 0; j <= columns; j++)
        {
            if (j < columns && v[j] < zero) continue;
            foreach (var row in occupants.Of(j)) Relax(graph, row, zero, u, v, distance, frontier);
        }
        while (frontier.Count > 0)
        {
            var column = frontier.Pop();
            foreach (var row in occupants.Of(column)) Relax(graph, row, distance[column], u, v, distance, frontier);
        }
        for (var row = 0; row < u.Length; row++)
            if (columnOf[row] >= 0) u[row] -= distance[columnOf[row]];
        for (var j = 0; j < columns; j++) v[j] += distance[j];
    }

    static void Relax(Graph<T> graph, int row, T so, T[] u, T[] v, T[] distance, Heap<T> frontier)
    {
        var basis = so - u[row];
        for (var edge = graph.First[row]; edge < graph.First[row + 1]; edge++)
        {
            int j = graph.Column[edge];
            var reach = basis + graph.Cost[edge] - v[j];
            if (!(reach < distance[j])) continue;
            distance[j] = reach;
            frontier.Up(j);
        }
    }
}
