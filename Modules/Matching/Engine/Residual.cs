using System.Numerics;

namespace Advance.Matching.Engine;

/// <summary>
/// The residual network of a plan, mentees folded away: an arc from one mentor to another is the cheapest mentee to pass on.
/// Every mentor with a free place, and "unplaced", are one node, the free one: they reach each other at no cost.
/// Every search starts from what the way through the free node costs, and looks only for what is shorter.
/// </summary>
sealed partial class Residual<T, W>
    where T : struct, IComparisonOperators<T, T, bool>, IAdditionOperators<T, T, T>, ISubtractionOperators<T, T, T>, IAdditiveIdentity<T, T>
    where W : struct, IWidth<T>
{
    /// <summary>A mentee who moves on an arc, and the edge taken (-1: to unplaced). Row -1: nobody, a place is left empty.</summary>
    public readonly record struct Step(int Row, int Edge);

    readonly record struct Arc(int To, Step By, T Length);

    sealed record Tree(T[] Distance, int[] From, Step[] By);

    /// <summary>In <see cref="Tree.From"/>: the way through the free node is the shortest.</summary>
    const int ThroughFree = -1;

    readonly Graph<T> graph;
    readonly int[] nodeOf;
    readonly T[] u, v;
    readonly Arc[][] arcs;
    readonly Tree?[] trees;
    readonly Tree fromFree, toFree;
    readonly List<int> nodes = [], back = [];
    int before;

    /// <summary>The free node; those of full mentors come before it.</summary>
    readonly int free;

    public Residual(Graph<T> graph, int[] mentorOf, T[] u, T[] v)
    {
        (this.graph, this.u, this.v) = (graph, u, v);
        var occupants = new Occupants(mentorOf, v.Length);
        nodeOf = new int[v.Length];
        for (var j = 0; j < v.Length; j++) nodeOf[j] = occupants.Load(j) == graph.Capacity[j] ? free++ : -1;
        for (var j = 0; j < v.Length; j++)
            if (nodeOf[j] < 0) nodeOf[j] = free;
        trees = new Tree?[free + 1];
        arcs = Fold(occupants);
        fromFree = Search(arcs, free);
        toFree = Search(Reversed(), free);
        Prune();
    }

    public T Reduced(int row, int edge) => graph.Cost[edge] - u[row] - v[graph.Column[edge]];

    /// <summary>Least cost of passing one mentee too many at a mentor on until the place at the other is taken (-1: unplaced).</summary>
    public T Distance(int from, int to)
    {
        var (source, target) = (Node(from), Node(to));
        if (source == free) return fromFree.Distance[target];
        return (trees[source] ??= Shorter(source)).Distance[target];
    }

    /// <summary>All searches now, several at a time: each writes its own tree and reads what nobody changes any more.</summary>
    public void SearchAll() => Parallel.For(0, free, source => trees[source] ??= Shorter(source));

    /// <summary>The steps along that shortest path, first to last, added to the list.</summary>
    public void Chain(int from, int to, List<Step> steps)
    {
        var (source, target) = (Node(from), Node(to));
        nodes.Clear();
        nodes.Add(source);
        before = steps.Count;
        if (source == free) Follow(fromFree, target, steps);
        else if ((trees[source] ??= Shorter(source)) is var tree && tree.From[target] != ThroughFree) Follow(tree, target, steps);
        else
        {
            for (var node = source; node != free; node = toFree.From[node]) Append(toFree.From[node], toFree.By[node], steps);
            Follow(fromFree, target, steps);
        }
        steps.RemoveAll(static step => step.Row < 0);
    }

    int Node(int mentor) => mentor < 0 ? free : nodeOf[mentor];

    void Follow(Tree tree, int target, List<Step> steps)
    {
        var source = nodes[^1];
        back.Clear();
        for (var node = target; node != source; node = tree.From[node]) back.Add(node);
        for (var at = back.Count - 1; at >= 0; at--) Append(back[at], tree.By[back[at]], steps);
    }

    /// <summary>A node met twice closes a cycle of no cost: nobody needs to move on it.</summary>
    void Append(int node, Step by, List<Step> steps)
    {
        var met = nodes.IndexOf(node);
        if (met >= 0)
        {
            nodes.RemoveRange(met + 1, nodes.Count - met - 1);
            steps.RemoveRange(before + met, steps.Count - before - met);
            return;
        }
        nodes.Add(node);
        steps.Add(by);
    }

    /// <summary>An arc longer than the way through the free node is on no shortest path that avoids that node.</summary>
    void Prune()
    {
        for (var node = 0; node < free; node++)
            arcs[node] = Array.FindAll(arcs[node], arc => arc.Length < toFree.Distance[node] + fromFree.Distance[arc.To]);
    }

    Tree Search(Arc[][] along, int source)
    {
        var tree = new Tree(new T[free + 1], new int[free + 1], new Step[free + 1]);
        Array.Fill(tree.Distance, W.Far);
        tree.Distance[source] = T.AdditiveIdentity;
        Explore(along, source, tree);
        return tree;
    }

    Tree Shorter(int source)
    {
        var tree = new Tree(new T[free + 1], new int[free + 1], new Step[free + 1]);
        for (var node = 0; node <= free; node++)
        {
            var through = toFree.Distance[source] + fromFree.Distance[node];
            tree.Distance[node] = through < W.Far ? through : W.Far;
        }
        Array.Fill(tree.From, ThroughFree);
        tree.Distance[source] = T.AdditiveIdentity;
        tree.From[source] = source;
        Explore(arcs, source, tree);
        return tree;
    }

    static void Explore(Arc[][] along, int source, Tree tree)
    {
        var (distance, from, by) = (tree.Distance, tree.From, tree.By);
        var frontier = new Heap<T>(distance);
        frontier.Up(source);
        while (frontier.Count > 0)
        {
            var node = frontier.Pop();
            var so = distance[node];
            foreach (ref readonly var arc in along[node].AsSpan())
            {
                var reach = so + arc.Length;
                if (!(reach < distance[arc.To])) continue;
                (distance[arc.To], from[arc.To], by[arc.To]) = (reach, node, arc.By);
                frontier.Up(arc.To);
            }
        }
    }
}
