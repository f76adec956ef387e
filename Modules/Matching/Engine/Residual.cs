using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>
/// The residual network of a plan, mentees folded away: an arc from one mentor to another is the cheapest mentee to pass on.
/// Every mentor with a free place, and "unplaced", are one node: they reach each other at no cost.
/// </summary>
sealed class Residual<T, W>
    where T : struct, IComparisonOperators<T, T, bool>, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IAdditiveIdentity<T, T>
    where W : struct, IWidth<T>
{
    /// <summary>Nobody moves on this arc: a mentor's place is left empty.</summary>
    const int Vacate = int.MinValue;

    readonly record struct Arc(int To, int By, T Length);

    readonly Graph<T> graph;
    readonly int[] mentorOf, nodeOf;
    readonly T[] u, v;
    readonly Arc[][] arcs;
    readonly (T[] Distance, int[] From, int[] By)?[] searched;

    /// <summary>The node of whatever is free; those of full mentors come before it.</summary>
    readonly int free;

    public Residual(Graph<T> graph, int[] mentorOf, T[] u, T[] v)
    {
        (this.graph, this.mentorOf, this.u, this.v) = (graph, mentorOf, u, v);
        var occupants = new Occupants(mentorOf, v.Length);
        nodeOf = new int[v.Length];
        for (var j = 0; j < v.Length; j++) nodeOf[j] = occupants.Load(j) == graph.Capacity[j] ? free++ : -1;
        for (var j = 0; j < v.Length; j++)
            if (nodeOf[j] < 0) nodeOf[j] = free;
        arcs = new Arc[free + 1][];
        searched = new (T[], int[], int[])?[free + 1];
        Fold(occupants);
    }

    public T Reduced(int row, int edge) => graph.Cost[edge] - u[row] - v[graph.Column[edge]];

    /// <summary>Least cost of passing one mentee too many at a mentor on until the place at the other is taken (-1: unplaced).</summary>
    public T Distance(int from, int to) => Search(Node(from)).Distance[Node(to)];

    /// <summary>The moves along that shortest path.</summary>
    public IEnumerable<Move> Chain(int from, int to)
    {
        var (_, back, by) = Search(Node(from));
        var moves = new Stack<Move>();
        for (var node = Node(to); node != Node(from); node = back[node])
        {
            if (by[node] == Vacate) continue;
            var (row, column) = by[node] < 0 ? (~by[node], -1) : (RowOf(by[node]), graph.Column[by[node]]);
            moves.Push(new(row, mentorOf[row], column));
        }
        return moves;
    }

    int Node(int mentor) => mentor < 0 ? free : nodeOf[mentor];

    int RowOf(int edge)
    {
        var row = Array.BinarySearch(graph.First, edge);
        if (row < 0) return ~row - 1;
        while (graph.First[row + 1] == edge) row++;
        return row;
    }

    void Fold(Occupants occupants)
    {
        var (length, by) = (new T[free + 1], new int[free + 1]);
        var groups = Enumerable.Range(0, v.Length).ToLookup(j => nodeOf[j]);
        for (var node = 0; node <= free; node++)
        {
            Array.Fill(length, W.Far);
            foreach (var j in groups[node])
                foreach (var row in occupants.Of(j)) Pass(row, node, length, by);
            if (node == free)
            {
                foreach (var row in occupants.Of(v.Length)) Pass(row, node, length, by);
                for (var j = 0; j < v.Length; j++)
                    if (nodeOf[j] < free && graph.Capacity[j] > 0) Shorten(nodeOf[j], T.AdditiveIdentity - v[j], Vacate, length, by);
            }
            arcs[node] = [.. Enumerable.Range(0, free + 1).Where(to => length[to] < W.Far).Select(to => new Arc(to, by[to], length[to]))];
        }
    }

    void Pass(int row, int node, T[] length, int[] by)
    {
        if (graph.MayStay[row] && node != free) Shorten(free, graph.Unplaced[row] - u[row], ~row, length, by);
        for (var edge = graph.First[row]; edge < graph.First[row + 1]; edge++)
        {
            var to = nodeOf[graph.Column[edge]];
            if (to != node) Shorten(to, Reduced(row, edge), edge, length, by);
        }
    }

    static void Shorten(int to, T reach, int through, T[] length, int[] by)
    {
        if (!(reach < length[to])) return;
        (length[to], by[to]) = (reach, through);
    }

    (T[] Distance, int[] From, int[] By) Search(int source)
    {
        if (searched[source] is { } known) return known;
        var (distance, from, by) = (new T[free + 1], new int[free + 1], new int[free + 1]);
        Array.Fill(distance, W.Far);
        distance[source] = T.AdditiveIdentity;
        var frontier = new Heap<T>(distance);
        frontier.Up(source);
        while (frontier.Count > 0)
        {
            var node = frontier.Pop();
            var so = distance[node];
            foreach (ref readonly var arc in arcs[node].AsSpan())
            {
                var reach = so + arc.Length;
                if (!(reach < distance[arc.To])) continue;
                (distance[arc.To], from[arc.To], by[arc.To]) = (reach, node, arc.By);
                frontier.Up(arc.To);
            }
        }
        searched[source] = (distance, from, by);
        return (distance, from, by);
    }
}
